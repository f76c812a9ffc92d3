"""The nouns about agencies, which stand on the floor of stations."""

from datetime import date
from decimal import Decimal

from stations.models import Agency, AgencyRating, FitnessRule, Incubation, IncubationBase, Support
from tests.nouns import stock
from tests.nouns.noun import CITY, READ, Noun, Routes, changed
from tests.stations.agencies import make_base, make_incubation, make_rating, make_rule, make_support
from tests.stations.factories import make_agency, make_uscc


def base_and_agency(world) -> list[str]:
    return [world.base.code, world.agency.code]


NOUNS = (
    Noun(
        name="agency",
        model=Agency,
        make=lambda world: make_agency(
            world.county,
            name=world.called("社工服务中心"),
            phone="0318-1234567",
            capital_yuan=Decimal("999999999999.99"),
        ),
        api="agencies",
        routes=Routes(pages=("stations:agency-list", "reports:agency")),
        new=lambda n: {
            "name": f"机构{n}",
            "home_region": stock.COUNTY,
            "uscc": make_uscc(n + 20_000),
            "registration_level": "county",
            "founder_type": "professional",
            "registered_on": stock.day(n),
            "status": "active",
        },
        change={"contact_name": "张某"},
        elsewhere={"home_region": stock.FAR_COUNTY},
        texts=("name", "contact_name", "phone", "uscc_override_reason"),
        further=(
            lambda world: changed(world.agency, status="deregistered", deregistered_on=date(2023, 1, 31)),
        ),
    ),
    Noun(
        name="rating",
        model=AgencyRating,
        make=lambda world: make_rating(world.agency, document=world.called("评估")),
        page=lambda rating: rating.agency.get_absolute_url(),
        api="agency-ratings",
        new=lambda n: {
            "agency": stock.agency(n),
            "rated_on": stock.day(n),
            "grade": "3A",
            "valid_to": "2027-02-28",
        },
        change={"document": "衡民评〔2022〕1号"},
        elsewhere={"agency": stock.FAR_AGENCY},
    ),
    Noun(
        name="fitness_rule",
        model=FitnessRule,
        make=lambda world: make_rule(),
        is_shared=True,
        keeper=CITY,
        api="fitness-rules",
        new=lambda n: {
            "valid_from": f"2031-{n:02d}-01",
            "document": "示例〔2031〕1号",
            "founders": 3,
            "share_part": 1,
            "share_whole": 3,
            "city_capital_yuan": "30000.00",
            "county_capital_yuan": "20000.00",
        },
        change={"note": "试行"},
    ),
    Noun(
        name="base",
        model=IncubationBase,
        make=lambda world: make_base(
            world.county, name=world.called("孵化基地"), venue=world.called("路1号")
        ),
        api="incubation-bases",
        routes=Routes(
            pages=("stations:base-list", "stations:base-detail"),
            verbs=("stations:base-create", "stations:base-edit"),
        ),
        new=lambda n: {
            "name": f"基地{n}",
            "region": stock.COUNTY,
            "venue": f"路{n}号",
            "opened_on": stock.day(n),
        },
        change={"venue": "人民路2号"},
        elsewhere={"region": stock.FAR_COUNTY},
    ),
    Noun(
        name="incubation",
        model=Incubation,
        make=lambda world: make_incubation(world.agency, world.base),
        api="incubations",
        routes=Routes(
            forms=("stations:base-enter",),
            verbs=("stations:base-leave",),
            at={
                "stations:base-enter": lambda world: [world.base.code],
                "stations:base-leave": base_and_agency,
            },
        ),
        new=lambda n: {"agency": stock.agency(n), "entered_on": stock.day(n), "base": stock.BASE},
        change={"left_on": "2023-12-31", "outcome": "graduated"},
        elsewhere={"agency": stock.FAR_AGENCY},
        further=(lambda world: changed(world.incubation, left_on=date(2022, 12, 31), outcome="graduated"),),
        asked_as={"entered_on": "on", "left_on": "on"},
    ),
    Noun(
        name="support",
        model=Support,
        make=lambda world: make_support(world.incubation, note=world.called("场地")),
        page=lambda support: support.incubation.get_absolute_url(),
        api="supports",
        over_api=READ,
        routes=Routes(verbs=("stations:base-support",), at={"stations:base-support": base_and_agency}),
        asked_as={"given_on": "on"},
    ),
)
