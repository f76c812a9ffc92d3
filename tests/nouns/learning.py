"""The nouns about learning, which stand on the floor of people: courses, hours, supervision, founders."""

from datetime import date

from django.urls import reverse

from personnel.models import (
    AgencyFounder,
    CourseLecturer,
    EducationCredit,
    Enrolment,
    Supervised,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from tests.nouns import stock
from tests.nouns.noun import Noun, Routes, changed
from tests.personnel.training import (
    make_course,
    make_credit,
    make_enrolment,
    make_founder,
    make_lecturer,
    make_supervision,
    make_supervisor,
)
from tests.stations.factories import account

NOUNS = (
    Noun(
        name="course",
        model=TrainingCourse,
        make=lambda world: make_course(
            world.county, name=world.called("培训"), organiser=world.called("民政局")
        ),
        api="courses",
        routes=Routes(
            pages=("personnel:course-list", "personnel:course-detail"),
            forms=("personnel:course-edit",),
            verbs=(
                "personnel:course-create",
                "personnel:course-start",
                "personnel:course-close",
                "personnel:course-cancel",
            ),
        ),
        new=lambda n: {
            "name": f"培训{n}",
            "topics": ["RURAL_SW", "EXAM_PREP"],
            "hours": "12.0",
            "starts_on": stock.day(n),
            "ends_on": stock.day(n),
            "region": stock.COUNTY,
            "organiser": "桃城区民政局",
        },
        change={"abilities": ["TOWNSHIP_INTEGRATION"]},
        elsewhere={"region": stock.FAR_COUNTY},
        further=(lambda world: changed(world.course, status="cancelled", cancel_reason="疫情"),),
        asked_as={"cancel_reason": "reason"},
    ),
    Noun(
        name="lecturer",
        model=CourseLecturer,
        make=lambda world: make_lecturer(world.course, name=world.called("讲师")),
        page=lambda lecturer: lecturer.course.get_absolute_url(),
        api="lecturers",
        new=lambda n: {"course": stock.COURSE, "name": f"王某{n}", "source": "FRONTLINE"},
        change={"organisation": "某某学院"},
        elsewhere={"course": stock.FAR_COURSE},
    ),
    Noun(
        name="enrolment",
        model=Enrolment,
        make=lambda world: make_enrolment(world.course, world.worker),
        api="enrolments",
        routes=Routes(
            forms=("personnel:course-enrol", "personnel:course-attendance"),
            at=dict.fromkeys(
                ["personnel:course-enrol", "personnel:course-attendance"], lambda world: [world.course.code]
            ),
        ),
        new=lambda n: {"course": stock.COURSE, "worker": stock.worker(n), "enrolled_on": "2022-04-01"},
        change={"enrolled_on": "2022-04-02"},
        elsewhere={"worker": stock.FAR_WORKER},
        further=(lambda world: changed(world.enrolment, attended_hours="12.0", result="passed"),),
        asked_as={"worker": "workers", "enrolled_on": "on", "attended_hours": "hours"},
    ),
    Noun(
        name="credit",
        model=EducationCredit,
        make=lambda world: make_credit(world.worker, approved=False, proof=world.called("证明")),
        api="education-credits",
        routes=Routes(
            pages=("personnel:credit-list",),
            forms=("personnel:credit-enter",),
            verbs=("personnel:credit-refuse",),
            posted=("personnel:credit-approve-many",),
            at={"personnel:credit-enter": lambda world: [world.worker.code]},
        ),
        further=(
            lambda world: changed(
                world.credit,
                status="refused",
                decided_by=account("deciding"),
                decided_on=date(2022, 6, 1),
                comment="缺证明",
            ),
        ),
        asked_as={"decided_on": "on", "comment": "reason"},
    ),
    Noun(
        name="supervisor",
        model=Supervisor,
        make=lambda world: make_supervisor(world.county, name=world.called("督导")),
        page=lambda supervisor: reverse("personnel:supervisor-list"),
        api="supervisors",
        routes=Routes(
            pages=("personnel:supervisor-list",),
            verbs=("personnel:supervisor-create", "personnel:supervisor-edit"),
        ),
        new=lambda n: {"name": f"督导{n}", "source": "UNIVERSITY", "home_region": stock.COUNTY},
        change={"organisation": "某某学院"},
        elsewhere={"home_region": stock.FAR_COUNTY},
    ),
    Noun(
        name="supervision",
        model=SupervisionRecord,
        make=lambda world: make_supervision(
            world.supervisor, world.station, world.worker, content=world.called("研讨")
        ),
        api="supervision-records",
        routes=Routes(
            pages=("personnel:supervision-list", "personnel:supervision-detail"),
            forms=("personnel:supervision-create",),
            verbs=("personnel:supervision-edit",),
        ),
        new=lambda n: {
            "supervisor": stock.SUPERVISOR,
            "station": stock.station(n),
            "region": stock.TOWNSHIP,
            "held_on": stock.day(n),
            "hours": "2.0",
            "form": "group",
            "content": f"研讨{n}",
        },
        change={"follow_up": "下月复查"},
        elsewhere={"station": stock.FAR_STATION, "region": stock.FAR_TOWNSHIP},
    ),
    Noun(
        name="supervised",
        model=Supervised,
        make=lambda world: world.supervision.supervised.get(),
        page=lambda supervised: supervised.record.get_absolute_url(),
    ),
    Noun(
        name="founder",
        model=AgencyFounder,
        make=lambda world: make_founder(world.agency, name=world.called("发起人")),
        page=lambda founder: founder.agency.get_absolute_url(),
        api="agency-founders",
        new=lambda n: {"agency": stock.agency(1), "name": f"赵某{n}"},
        change={"claimed_certificate": "中级"},
        elsewhere={"agency": stock.FAR_AGENCY},
    ),
)
