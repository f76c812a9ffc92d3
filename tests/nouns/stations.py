"""The nouns of the floor of stations."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from stations.models import (
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    GateRule,
    Interruption,
    Milestone,
    ServiceModel,
    Stage,
    StandardAnswer,
    StandardItem,
    Station,
)
from stations.views.evidence import page_of
from tests.nouns import stock
from tests.nouns.noun import CITY, READ, Noun, Routes, changed
from tests.stations import files
from tests.stations.factories import (
    make_answer,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_milestone,
    make_service_model,
    make_standard,
    make_station,
)


def make_deliverables(world) -> Deliverable:
    """An accepted project; beside it stands a room, which belongs to a community."""
    day, room = date(2022, 5, 1), {"component": "COMMUNITY_ROOM", "community": world.community}
    project = make_deliverable(world.station, name=world.called("项目"), accepted_on=day)
    make_deliverable(world.station, name=world.called("社工室"), **room)
    return project


def make_evidence(world, **shown) -> Evidence:
    """A small picture that shows the deliverable, or what is given."""
    owner = shown or {"deliverable": world.deliverable}
    evidence = Evidence(title=world.called("佐证"), file=files.upload(files.PNG), **owner)
    evidence.full_clean()
    evidence.save()
    return evidence


NOUNS = (
    Noun(
        name="service_model",
        model=ServiceModel,
        make=lambda world: make_service_model(),
        is_shared=True,
        keeper=CITY,
        api="service-models",
        new=lambda n: {"code": f"2249N-{n}", "name": f"2249N模式{n}"},
        change={"name": "改名"},
    ),
    Noun(
        name="component",
        model=Component,
        make=lambda world: world.service_model.components.get(code="CORE_PROJECT"),
        is_shared=True,
        keeper=CITY,
        api="components",
        new=lambda n: {
            "service_model": "2249",
            "code": f"CORE{n}",
            "order": n,
            "name": "核心",
            "required": 2,
        },
        change={"required": None},
    ),
    Noun(
        name="gate_rule",
        model=GateRule,
        make=lambda world: GateRule.objects.first(),
        is_shared=True,
        keeper=CITY,
        api="gate-rules",
        new=lambda n: {"stage": 10 * n, "check_code": "certified_staff", "minimum": 2, "note": "冀民规"},
        change={"is_active": False},
    ),
    Noun(
        name="standard",
        model=ConstructionStandard,
        make=lambda world: ConstructionStandard.objects.first() or make_standard({}),
        is_shared=True,
        keeper=CITY,
        api="construction-standards",
        new=lambda n: {"code": f"BZ-9{n}", "name": f"建设标准{n}", "valid_from": "2023-01-01"},
        change={"name": "改名"},
    ),
    Noun(
        name="standard_item",
        model=StandardItem,
        make=lambda world: world.standard.items.first(),
        is_shared=True,
        keeper=CITY,
        api="standard-items",
        new=lambda n: {
            "standard": "BZ-8",
            "code": f"room{n}",
            "order": n,
            "text": "个案室",
            "kind": "choice",
            "choices": ["专用", "合用"],
            "fulfilling": ["专用"],
        },
        change={"fulfilling": []},
    ),
    Noun(
        name="station",
        model=Station,
        make=lambda world: make_station(
            world.township,
            name=world.called("社工站"),
            address=world.called("路1号").replace("\n", ""),
            area_m2=Decimal("120.5"),
        ),
        api="stations",
        routes=Routes(
            pages=("stations:station-list", "reports:station"),
            verbs=(
                "stations:station-plan",
                "stations:station-edit",
                "stations:station-suspend",
                "stations:station-close",
                "stations:station-reopen",
                "stations:station-confirm",
                "stations:station-return",
            ),
        ),
        new=lambda n: {
            "name": f"站{n}",
            "township": stock.TOWNSHIP,
            "service_model": "1138N",
            "venue_type": "own",
            "area_m2": f"{n}.5",
            "opening_hours": f"周一至周五 8:30–17:{n % 60:02d}",
        },
        change={"phone": "0318-0000000"},
        elsewhere={"township": stock.FAR_TOWNSHIP},
        texts=("name", "address", "phone"),
        more_forms=(lambda world: f"{reverse('stations:station-plan')}?all=1",),
        asked_as={"township": "townships"},
        further=(lambda world: changed(world.station, longitude="115.67", latitude="37.74"),),
    ),
    Noun(
        name="milestone",
        model=Milestone,
        make=lambda world: make_milestone(
            world.station,
            stage=Stage.OPERATING,
            achieved_on=date(2022, 3, 1),
            delay_note=world.called("延期"),
        ),
        page=lambda milestone: milestone.station.get_absolute_url(),
        api="milestones",
        routes=Routes(
            pages=("stations:milestone-list",),
            verbs=(
                "stations:milestones",
                "stations:milestone-achieve",
                "stations:milestone-confirm",
                "stations:milestone-return",
                "stations:milestone-withdraw",
            ),
            at={
                "stations:milestones": lambda world: [world.station.code],
                "stations:milestone-achieve": lambda world: [world.station.code, Stage.DEMONSTRATION.value],
                "stations:milestone-confirm": lambda world: [world.station.code, Stage.OPERATING.value],
                "stations:milestone-return": lambda world: [world.station.code, Stage.OPERATING.value],
                "stations:milestone-withdraw": lambda world: [world.station.code, Stage.OPERATING.value],
            },
        ),
        new=lambda n: {
            "station": stock.station(n),
            "stage": Stage.OPERATING.value,
            "planned_on": stock.day(n),
            "achieved_on": stock.day(n),
        },
        change={"planned_on": "2022-06-30"},
        elsewhere={"station": stock.FAR_STATION},
        texts=("delay_note",),
        asked_as={"achieved_on": "on"},
    ),
    Noun(
        name="interruption",
        model=Interruption,
        make=lambda world: make_interruption(
            world.station,
            reason=world.called("修缮"),
            started_on=date(2022, 9, 1),
            ended_on=date(2022, 9, 30),
        ),
        page=lambda interruption: interruption.station.get_absolute_url(),
        api="interruptions",
        over_api=READ,
        further=(lambda world: changed(world.interruption, ended_on=None),),
    ),
    Noun(
        name="deliverable",
        model=Deliverable,
        make=make_deliverables,
        api="deliverables",
        routes=Routes(
            pages=("stations:deliverable-list", "stations:deliverable-detail"),
            verbs=(
                "stations:deliverable-add",
                "stations:station-deliverables",
                "stations:deliverable-edit",
                "stations:deliverable-start",
                "stations:deliverable-report",
                "stations:deliverable-accept",
                "stations:deliverable-return",
            ),
            posted=("stations:deliverable-accept-many",),
            at={
                "stations:deliverable-add": lambda world: [world.station.code],
                "stations:station-deliverables": lambda world: [world.station.code],
            },
        ),
        new=lambda n: {
            "station": stock.same_stations(n),
            "component": "CORE_PROJECT",
            "name": f"项目{n}",
            "planned_on": stock.day(n),
        },
        change={"planned_on": "2022-06-30"},
        elsewhere={"station": stock.FAR_STATION},
        texts=("name",),
        further=(
            lambda world: changed(
                world.deliverable,
                status="returned",
                returned_on=date(2022, 5, 2),
                comment="缺照片",
                accepted_on=None,
                accepted_by=None,
            ),
        ),
        asked_as=dict.fromkeys(["started_on", "reported_on", "returned_on", "accepted_on"], "on"),
    ),
    Noun(
        name="evidence",
        model=Evidence,
        make=make_evidence,
        page=lambda evidence: page_of(evidence.owner),
        api="evidence",
        routes=Routes(
            files=(
                "stations:evidence-file",
                "stations:evidence-thumbnail",
                "evidence-file",
                "evidence-thumbnail",
            ),
            forms=("stations:deliverable-evidence", "stations:milestone-evidence"),
            posted=("stations:evidence-remove",),
            at={
                "stations:deliverable-evidence": lambda world: [world.station.code, world.deliverable.code],
                "stations:milestone-evidence": lambda world: [world.station.code, Stage.OPERATING.value],
            },
        ),
        further=(lambda world: make_evidence(world, milestone=world.milestone),),
        asked_as={"file": "files"},
    ),
    Noun(
        name="answer",
        model=StandardAnswer,
        make=lambda world: make_answer(world.station, world.standard_item, "yes", note=world.called("说明")),
        page=lambda answer: reverse("stations:station-standard", args=[answer.station.code]),
        api="standard-answers",
        over_api=READ,
        routes=Routes(
            forms=("stations:station-standard",),
            at={"stations:station-standard": lambda world: [world.station.code]},
        ),
    ),
    Noun(
        name="engagement",
        model=Engagement,
        make=lambda world: make_engagement(world.agency, world.station),
        page=lambda engagement: engagement.station.get_absolute_url(),
        api="engagements",
        routes=Routes(
            verbs=("stations:engage", "stations:disengage"),
            at={
                "stations:engage": lambda world: [world.station.code],
                "stations:disengage": lambda world: [world.station.code, world.agency.code],
            },
        ),
        new=lambda n: {
            "station": stock.station(n),
            "agency": stock.agency(1),
            "role": "operator",
            "started_on": stock.day(n),
        },
        change={"ended_on": "2023-12-31"},
        elsewhere={"station": stock.FAR_STATION},
        asked_as={"started_on": "on", "ended_on": "on"},
    ),
)
