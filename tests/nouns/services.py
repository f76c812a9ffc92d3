"""The nouns of the floor of services."""

from datetime import date

from django.urls import reverse

from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceMinimum,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from tests.nouns import stock
from tests.nouns.noun import CITY, Noun, Routes, changed
from tests.services.factories import (
    make_case,
    make_field,
    make_group,
    make_item,
    make_need,
    make_plan,
    make_record,
    make_target_group,
)


def make_records(world) -> ServiceRecord:
    """A visit towards a need and a plan; beside it stand one of the case and one of the group."""
    make_record(world.station, method="case", case=world.case, note=world.called("个案记录"))
    make_record(world.station, method="group", service_group=world.group)
    return make_record(
        world.station,
        workers=[world.worker],
        need=world.need,
        plan_item=world.plan_item,
        note=world.called("探访记录"),
        groups=["DIBAO"],
    )


NOUNS = (
    Noun(
        name="target_group",
        model=TargetGroup,
        make=lambda world: make_target_group(),
        is_shared=True,
        keeper=CITY,
        api="target-groups",
        new=lambda n: {"code": f"NEW_GROUP_{n}", "name": f"新就业群体{n}"},
        change={"ended_on": "2023-12-31"},
    ),
    Noun(
        name="field",
        model=ServiceField,
        make=lambda world: make_field(),
        is_shared=True,
        keeper=CITY,
        api="service-fields",
        new=lambda n: {"code": f"NEW_FIELD_{n}", "name": f"新领域{n}"},
        change={"order": 7},
    ),
    Noun(
        name="minimum",
        model=ServiceMinimum,
        make=lambda world: ServiceMinimum.objects.first(),
        is_shared=True,
        keeper=CITY,
        api="service-minimums",
        new=lambda n: {
            "method": ["survey", "visit", "consult", "referral", "crisis"][n - 1],
            "min_sessions": 2,
        },
        change={"note": "示例"},
    ),
    Noun(
        name="need",
        model=Need,
        make=lambda world: make_need(
            world.township,
            station=world.station,
            community=world.community,
            name=world.called("需求"),
            text=world.called("情况"),
        ),
        api="needs",
        routes=Routes(
            pages=("services:need-list", "services:need-detail"),
            verbs=(
                "services:need-create",
                "services:need-edit",
                "services:need-assess",
                "services:need-plan",
                "services:need-refer",
                "services:need-reject",
                "services:need-resolve",
            ),
        ),
        new=lambda n: {
            "name": f"需求{n}",
            "township": stock.TOWNSHIP,
            "channel": "visit",
            "raised_on": stock.day(n),
            "groups": ["ELDER", "DISABLED"],
            "field": "ELDER_CARE",
            "text": f"助餐{n}",
        },
        change={"groups": ["ELDER"]},
        elsewhere={"township": stock.FAR_TOWNSHIP},
    ),
    Noun(
        name="plan",
        model=ServicePlan,
        make=lambda world: make_plan(world.station, note=world.called("计划")),
        api="service-plans",
        routes=Routes(
            pages=("services:plan-list", "services:plan-detail"),
            verbs=(
                "services:plan-create",
                "services:plan-submit",
                "services:plan-approve",
                "services:plan-return",
            ),
        ),
    ),
    Noun(
        name="plan_item",
        model=PlanItem,
        make=lambda world: make_item(world.plan, name=world.called("探访")),
        page=lambda item: item.plan.get_absolute_url(),
        api="plan-items",
        routes=Routes(
            verbs=("services:item-create", "services:item-edit"),
            at={"services:item-create": lambda world: [world.plan.code]},
        ),
        new=lambda n: {
            "plan": stock.PLAN,
            "name": f"项目{n}",
            "method": "visit",
            "field": "ELDER_CARE",
            "target": n,
        },
        change={"target": 99},
        elsewhere={"plan": stock.FAR_PLAN},
    ),
    Noun(
        name="case",
        model=ServiceCase,
        make=lambda world: make_case(world.station, note=world.called("个案")),
        api="service-cases",
        routes=Routes(
            pages=("services:case-list", "services:case-detail"),
            verbs=("services:case-close",),
        ),
        new=lambda n: {"station": stock.same_stations(n), "opened_on": stock.day(n)},
        change={"note": "转介而来"},
        elsewhere={"station": stock.FAR_STATION},
        further=(lambda world: changed(world.case, closed_on=date(2022, 12, 1), outcome="reached"),),
        more_forms=(lambda world: f"{reverse('services:record-create')}?station={world.station.code}",),
        asked_as={"opened_on": "served_on", "closed_on": "on"},
    ),
    Noun(
        name="group",
        model=ServiceGroup,
        make=lambda world: make_group(world.station, name=world.called("小组")),
        api="service-groups",
        routes=Routes(
            pages=("services:group-list", "services:group-detail"),
            verbs=("services:group-end",),
        ),
        new=lambda n: {
            "station": stock.same_stations(n),
            "name": f"亲子沟通小组{n}",
            "started_on": stock.day(n),
        },
        change={"planned_sessions": 6},
        elsewhere={"station": stock.FAR_STATION},
        more_forms=(lambda world: f"{reverse('services:record-create')}?station={world.station.code}",),
        asked_as={"name": "opens", "started_on": "served_on", "ended_on": "on"},
    ),
    Noun(
        name="service",
        model=ServiceRecord,
        make=make_records,
        api="service-records",
        routes=Routes(
            pages=("services:record-list", "services:record-detail"),
            forms=("services:record-create", "services:week"),
            verbs=("services:record-edit", "services:record-withdraw"),
        ),
        new=lambda n: {
            "station": stock.same_stations(n),
            "served_on": stock.day(n),
            "method": "visit",
            "nature": "professional",
            "field": "ELDER_CARE",
            "groups": ["ELDER"],
            "hours": "2.5",
            "person_count": 8,
            "attendance_count": 8,
        },
        change={"note": "入户"},
        elsewhere={"station": stock.FAR_STATION},
        further=(
            lambda world: world.case.service_records.get(),
            lambda world: world.group.service_records.get(),
        ),
        more_forms=(lambda world: f"{reverse('services:record-create')}?station={world.station.code}",),
        asked_as={"case": "unit", "service_group": "unit"},
    ),
)
