"""Need is what is missing × what it costs once + what is required × what it costs each year."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.figures import rounded
from funding.models import UnitCost
from funding.rules.need import Missing, completion_for, missing_parts, with_need
from stations.models import Component, Station
from tests.funding.factories import make_allocation, make_budget, make_cost, make_expenditure
from tests.stations.factories import make_deliverable, make_milestone, make_station

pytestmark = pytest.mark.django_db

ON = date(2022, 6, 30)


@pytest.fixture
def planned(station):
    make_milestone(station, achieved_on=date(2022, 1, 5))
    return station


def component(station, code):
    return station.service_model.components.get(code=code)


def row(on=ON):
    return with_need(Station.objects.in_plan(on), on).get()


def figures(station_row):
    names = ("build_yuan", "running_yuan", "need_yuan", "arranged_yuan", "gap_yuan")
    return [str(rounded(getattr(station_row, name))) for name in names]


@pytest.fixture
def costs(planned):
    """A platform 30,000.10 once and 60,000 a year; a core project 3,000 once, a room 6,000.33 once."""
    make_cost(component(planned, "PLATFORM"), amount_yuan=Decimal("30000.10"))
    make_cost(component(planned, "PLATFORM"), per="year", category="labour", amount_yuan=Decimal("60000.00"))
    make_cost(component(planned, "CORE_PROJECT"), amount_yuan=Decimal("3000.00"))
    make_cost(component(planned, "COMMUNITY_ROOM"), amount_yuan=Decimal("6000.33"))


def test_a_station_with_nothing_needs_everything(costs):
    # 30,000.10 + 3 × 3,000 + 8 × 6,000.33 = 87,002.74
    assert figures(row()) == ["87002.74", "60000.00", "147002.74", "0.00", "147002.74"]


def test_what_is_accepted_is_built_and_surplus_counts_for_nothing_else(costs, planned):
    make_deliverable(planned, component="PLATFORM", accepted_on=date(2022, 5, 1))
    for _number in range(4):
        make_deliverable(planned, accepted_on=date(2022, 5, 1))
    make_deliverable(planned, component="COMMUNITY_ROOM")
    # The rooms only: 8 × 6,000.33. One of them is begun and not accepted, the fourth project is a surplus.
    assert figures(row())[0] == "48002.64"
    assert figures(row(date(2022, 4, 30)))[0] == "87002.74"


def test_the_gap_is_need_less_what_the_years_budgets_allocate_to_the_station(costs, planned, budget, hedong):
    make_allocation(budget, hedong, amount_yuan=Decimal("50000.00"), station=planned)
    make_allocation(budget, hedong, amount_yuan=Decimal("7.00"))
    last_year = make_budget(budget.region, year=2021)
    make_allocation(last_year, hedong, amount_yuan=Decimal("9.00"), station=planned)
    assert figures(row())[2:] == ["147002.74", "50000.00", "97002.74"]
    assert figures(row(date(2022, 1, 31)))[3] == "0.00"


def test_a_cost_counts_from_its_first_to_its_last_day(planned):
    make_cost(component(planned, "PLATFORM"), valid_from=date(2022, 3, 1), valid_to=date(2022, 3, 31))
    days = (date(2022, 2, 28), date(2022, 3, 1), date(2022, 3, 31), date(2022, 4, 1))
    assert [row(on).need_yuan for on in days] == [0, 1000, 1000, 0]


def test_what_is_missing_is_told_part_by_part(costs, planned):
    make_deliverable(planned, accepted_on=date(2022, 5, 1))
    found = {one.component.code: (one.number, one.yuan) for one in missing_parts(Station.objects.all(), ON)}
    assert found == {
        "PLATFORM": (1, Decimal("30000.10")),
        "TALENT_BRAND": (1, None),
        "CORE_PROJECT": (2, Decimal("6000.00")),
        "COMMUNITY_ROOM": (8, Decimal("48002.64")),
    }


def test_a_further_sum_completes_the_cheapest_parts_first(costs, planned, hedong):
    make_milestone(make_station(hedong, name="第二站"), achieved_on=date(2022, 1, 5))
    parts = missing_parts(Station.objects.in_plan(ON), ON)
    completion = completion_for(parts, Decimal("25000.00"))
    # Six projects for 18,000, one room for 6,000.33; the talent brands have no known cost.
    assert [(one.component.code, one.number) for one in completion.parts] == [
        ("CORE_PROJECT", 3),
        ("CORE_PROJECT", 3),
        ("COMMUNITY_ROOM", 1),
    ]
    assert (completion.units, completion.used_yuan) == (7, Decimal("24000.33"))
    assert completion.left_yuan == Decimal("999.67")
    assert completion.stations_completed == 0


def test_a_sum_that_pays_for_everything_completes_the_station(costs, planned):
    make_deliverable(planned, component="TALENT_BRAND", accepted_on=date(2022, 5, 1))
    parts = missing_parts(Station.objects.in_plan(ON), ON)
    assert completion_for(parts, Decimal("87002.74")).stations_completed == 1
    assert completion_for(parts, Decimal("87002.73")).stations_completed == 0


cents = st.integers(min_value=1, max_value=10**9).map(lambda number: Decimal(number).scaleb(-2))


@given(st.lists(st.tuples(st.integers(1, 9), cents), max_size=8), cents)
def test_a_further_sum_is_never_overspent_and_buys_no_more_than_is_missing(missing, further):
    station = Station(pk=1, code="ST-1", township=None)
    station.__dict__["_state"].fields_cache["township"] = type("Township", (), {"path": "1"})()
    parts = [
        Missing(station, Component(pk=number, order=number), count, unit)
        for number, (count, unit) in enumerate(missing)
    ]
    completion = completion_for(parts, further)
    assert completion.used_yuan + completion.left_yuan == further
    assert completion.left_yuan >= 0
    wanted = {one.component.pk: one.number for one in parts}
    assert all(one.number <= wanted[one.component.pk] for one in completion.parts)
    # Nothing cheaper than what was bought is left out, so no other choice completes more parts.
    bought = {one.component.pk: one.number for one in completion.parts}
    left = [one.unit_yuan for one in parts if bought.get(one.component.pk, 0) < one.number]
    assert all(unit > completion.left_yuan for unit in left)


def test_need_and_spent_are_told_in_one_query_for_any_number_of_stations(
    costs, planned, hedong, django_assert_num_queries, disbursement
):
    make_expenditure(disbursement)
    for number in range(5):
        make_milestone(make_station(hedong, name=f"站{number}"), achieved_on=date(2022, 1, 5))
    with django_assert_num_queries(1):
        rows = list(with_need(Station.objects.in_plan(ON), ON))
    assert len(rows) == 6


# Unit costs themselves.


def test_an_elective_component_has_no_cost(planned):
    with pytest.raises(ValidationError, match="as many as it chooses"):
        make_cost(component(planned, "ELECTIVE_PROJECT"))


def test_two_costs_of_a_use_do_not_hold_on_the_same_day(planned):
    make_cost(component(planned, "PLATFORM"))
    with pytest.raises(ValidationError, match="end it first"):
        make_cost(component(planned, "PLATFORM"), valid_from=date(2021, 1, 1))
    make_cost(component(planned, "PLATFORM"), valid_from=date(2021, 1, 1), per="year")


@pytest.mark.parametrize(
    ("overrides", "constraint"),
    [
        ({"amount_yuan": Decimal("0.00")}, "positive"),
        ({"per": "month"}, "per_known"),
        ({"category": "gifts"}, "category_known"),
        ({"valid_to": date(2019, 1, 1)}, "days_in_order"),
    ],
)
def test_the_database_refuses_what_is_no_cost(planned, overrides, constraint):
    with pytest.raises(ValidationError):
        make_cost(component(planned, "PLATFORM"), **overrides)
    cost = make_cost(component(planned, "PLATFORM"))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        UnitCost.objects.filter(pk=cost.pk).update(**overrides)
