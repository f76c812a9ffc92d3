"""In which states a noun's records are locked: how one is brought there, and one field that would change.

``tests/test_locks.py`` tries every door of the noun on each of them, as each role.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reports.actions.monthly_return import approve_return, submit_return
from stations.models import Stage
from tests.funding.factories import make_budget, make_closing
from tests.nouns.noun import changed
from tests.oversight.factories import make_finding, make_inspection
from tests.personnel.factories import make_position, make_worker
from tests.personnel.training import make_course, make_credit, make_enrolment, make_lecturer
from tests.reports.factories import make_return
from tests.services.factories import make_case, make_group, make_item, make_plan, make_record
from tests.stations.agencies import make_base, make_incubation
from tests.stations.factories import (
    account,
    make_agency,
    make_answer,
    make_deliverable,
    make_milestone,
    make_station,
    switch_rules_off,
)

DAY = date(2022, 6, 1)


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A state: ``opened`` makes a record before it, ``lock`` brings the record there, past all rules.

    ``value`` of ``field`` is what would be changed, as it is typed or, for a record, its code. ``page`` is
    the route where it is corrected if that is not called ``-edit``.
    """

    noun: str
    state: str
    opened: Callable
    lock: Callable
    field: str
    value: object
    page: str = ""

    def __str__(self):
        return f"{self.noun} {self.state}"


def in_plan(world, record, **values):
    """The plan of the item in another status."""
    changed(record.plan, **values)


def of_course(world, record, **values):
    """The course of what belongs to it in another status."""
    changed(record.course, **values)


def opened_return(world):
    return make_return(world.county, by=world.importer, month=date(2022, 5, 1))


def submit(world, record):
    """Hand the return to the city."""
    submit_return(record, on=date(2022, 6, 2), by=world.importer)


def approve(world, record):
    """Hand it to the city, which approves it."""
    submit(world, record)
    approve_return(record, on=date(2022, 6, 3), by=account("approves"))


HELD, CANCELLED = {"status": "held"}, {"status": "cancelled", "cancel_reason": "停办"}


def approve_plan(world, plan):
    by = {"submitted_on": DAY, "submitted_by": account("submits"), "approved_by": account("approves")}
    changed(plan, status="approved", approved_on=DAY, **by)


def reached(world):
    """A stage that was reached, where the rules of its stage ask for nothing."""
    switch_rules_off()
    return make_milestone(world.station, stage=Stage.FUNDED, achieved_on=DAY)


LOCKED = (
    Locked(
        noun="milestone",
        state="confirmed",
        opened=reached,
        lock=lambda world, milestone: changed(milestone, confirmed_on=DAY, confirmed_by=account("confirms")),
        field="achieved_on",
        value="2022-05-02",
    ),
    Locked(
        noun="plan_item",
        state="of a submitted plan",
        opened=lambda world: make_item(make_plan(world.station, year=2021)),
        lock=lambda world, item: in_plan(
            world, item, status="submitted", submitted_on=DAY, submitted_by=account("submits")
        ),
        field="target",
        value=77,
    ),
    Locked(
        noun="plan_item",
        state="of an approved plan",
        opened=lambda world: make_item(make_plan(world.station, year=2021)),
        lock=lambda world, item: approve_plan(world, item.plan),
        field="target",
        value=77,
    ),
    Locked(
        noun="plan",
        state="approved",
        opened=lambda world: make_plan(world.station, year=2021),
        lock=approve_plan,
        field="note",
        value="改动",
    ),
    Locked(
        noun="service",
        state="withdrawn",
        opened=lambda world: make_record(world.station, served_on=DAY),
        lock=lambda world, record: changed(record, withdrawn_on=DAY, withdrawn_reason="重复"),
        field="note",
        value="改动",
    ),
    Locked(
        noun="case",
        state="closed",
        opened=lambda world: make_case(world.station, opened_on=DAY),
        lock=lambda world, case: changed(case, closed_on=DAY, outcome="reached"),
        field="note",
        value="改动",
    ),
    Locked(
        noun="group",
        state="ended",
        opened=lambda world: make_group(world.station, started_on=DAY),
        lock=lambda world, group: changed(group, ended_on=DAY),
        field="planned_sessions",
        value=9,
    ),
    Locked(
        noun="deliverable",
        state="accepted",
        opened=lambda world: make_deliverable(world.station, name="项目甲"),
        lock=lambda world, deliverable: changed(
            deliverable,
            status="accepted",
            reported_on=DAY,
            reported_by=account("reports"),
            accepted_on=DAY,
            accepted_by=account("accepts"),
        ),
        field="name",
        value="项目乙",
    ),
    Locked(
        noun="incubation",
        state="over",
        opened=lambda world: make_incubation(make_agency(world.county), make_base(world.county)),
        lock=lambda world, incubation: changed(
            incubation, left_on=incubation.entered_on, outcome="graduated"
        ),
        field="base",
        value="IB-777",
    ),
    Locked(
        noun="answer",
        state="to a standard no longer in force",
        opened=lambda world: make_answer(make_station(world.township), world.standard_item, "yes"),
        lock=lambda world, answer: changed(answer.item.standard, is_current=False),
        field="note",
        value="改动",
    ),
    Locked(
        noun="position",
        state="closed",
        opened=lambda world: make_position(world.station, opened_on=DAY),
        lock=lambda world, position: changed(position, closed_on=DAY, close_reason="not_needed"),
        field="responsible",
        value="county",
    ),
    Locked(
        noun="course",
        state="held",
        opened=lambda world: make_course(world.county),
        lock=lambda world, course: changed(course, **HELD),
        field="organiser",
        value="另一单位",
    ),
    Locked(
        noun="course",
        state="cancelled",
        opened=lambda world: make_course(world.county),
        lock=lambda world, course: changed(course, **CANCELLED),
        field="organiser",
        value="另一单位",
    ),
    Locked(
        noun="lecturer",
        state="of a course that was held",
        opened=lambda world: make_lecturer(make_course(world.county)),
        lock=lambda world, lecturer: of_course(world, lecturer, **HELD),
        field="organisation",
        value="某大学",
    ),
    Locked(
        noun="enrolment",
        state="of a course that was held",
        opened=lambda world: make_enrolment(make_course(world.county), make_worker(world.county)),
        lock=lambda world, enrolment: of_course(world, enrolment, **HELD),
        field="enrolled_on",
        value="2022-01-02",
    ),
    Locked(
        noun="worker",
        state="off the register",
        opened=lambda world: make_worker(world.county),
        lock=lambda world, worker: changed(worker, register_ended_on=DAY, register_end_reason="retired"),
        field="education",
        value="master",
    ),
    Locked(
        noun="credit",
        state="approved",
        opened=lambda world: make_credit(make_worker(world.county), approved=False),
        lock=lambda world, credit: changed(
            credit, status="approved", decided_on=DAY, decided_by=account("decides")
        ),
        field="proof",
        value="另一证明",
    ),
    Locked(
        noun="budget",
        state="of a closed year, its amount",
        opened=lambda world: make_budget(world.county, year=2021, approved_on=date(2021, 3, 1)),
        lock=lambda world, budget: make_closing(world.county, year=2021),
        field="amount_yuan",
        value="400000.00",
    ),
    Locked(
        noun="budget",
        state="of a closed year, its name",
        opened=lambda world: make_budget(world.county, year=2021, approved_on=date(2021, 3, 1)),
        lock=lambda world, budget: make_closing(world.county, year=2021),
        field="name",
        value="改名",
    ),
    Locked(
        noun="inspection",
        state="concluded",
        opened=lambda world: make_inspection(world.county),
        lock=lambda world, check: changed(
            check, status="concluded", concluded_on=check.ends_on, summary="已查结"
        ),
        field="subject",
        value="另一事项",
    ),
    Locked(
        noun="finding",
        state="reported as rectified",
        opened=lambda world: make_finding(world.township),
        lock=lambda world, finding: changed(finding, status="reported", rectified_on=finding.found_on),
        field="name",
        value="另一问题",
    ),
    Locked(
        noun="finding",
        state="closed",
        opened=lambda world: make_finding(world.township),
        lock=lambda world, finding: changed(
            finding,
            status="closed",
            rectified_on=finding.found_on,
            closed_on=finding.found_on,
            verified_by=account("verifies"),
        ),
        field="name",
        value="另一问题",
    ),
    Locked(
        noun="monthly_return",
        state="submitted",
        opened=opened_return,
        lock=submit,
        field="comment",
        value="改动",
        page="reports:monthlyreturn-detail",
    ),
    Locked(
        noun="monthly_return",
        state="approved",
        opened=opened_return,
        lock=approve,
        field="comment",
        value="改动",
        page="reports:monthlyreturn-detail",
    ),
)
