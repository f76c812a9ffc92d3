"""Budgets in files obey the rules of the page."""

from decimal import Decimal

import pytest

from exchange import actions
from exchange.resources.registry import RESOURCES
from funding.models import Budget
from tests.exchange.files import errors_of, workbook
from tests.funding.factories import make_allocation, make_budget, make_closing

pytestmark = pytest.mark.django_db

HEADINGS = ["code", "year", "region", "source", "name", "amount_yuan", "approved_on"]


@pytest.fixture
def checked(taocheng_officer):
    """The batch of a file with these rows, checked."""

    def check(headings, *rows):
        content = workbook([headings, *rows])
        batch = actions.receive_file(
            RESOURCES["budgets"], name="b.xlsx", content=content, by=taocheng_officer
        )
        actions.check_batch(actions.begin(batch, "check"), by=taocheng_officer)
        return batch

    return check


@pytest.fixture
def drawn_on(taocheng, hedong):
    """A county's budget of which 10,000.00 is allocated."""
    budget = make_budget(taocheng, amount_yuan=Decimal("50000.00"))
    make_allocation(budget, hedong)
    return budget


def test_new_budgets_get_the_next_codes_of_their_year(checked, taocheng, taocheng_officer):
    make_budget(taocheng)
    rows = [["", 2022, "131102", "donation", f"捐赠{n}", "1000.00", "2022-03-01"] for n in range(2)]
    batch = checked(HEADINGS, *rows)
    actions.commit_batch(actions.begin(batch, "commit"), by=taocheng_officer)
    assert list(Budget.objects.order_by("code").values_list("code", "amount_yuan")) == [
        ("B-2022-0001", Decimal("300000.00")),
        ("B-2022-0002", Decimal("1000.00")),
        ("B-2022-0003", Decimal("1000.00")),
    ]


def test_a_budget_is_not_lowered_below_what_is_allocated(checked, drawn_on):
    batch = checked(["code", "amount_yuan"], [drawn_on.code, "9999.99"])
    assert "10,000.00 yuan" in str(errors_of(batch))


def test_a_raised_budget_keeps_what_is_allocated_of_it(checked, drawn_on, taocheng_officer):
    batch = checked(["code", "amount_yuan"], [drawn_on.code, "60000.00"])
    actions.commit_batch(actions.begin(batch, "commit"), by=taocheng_officer)
    drawn_on.refresh_from_db()
    assert (drawn_on.amount_yuan, drawn_on.allocated_yuan) == (Decimal("60000.00"), Decimal("10000.00"))


def test_a_budget_with_allocations_keeps_its_year(checked, drawn_on):
    assert "stays in its year" in str(errors_of(checked(["code", "year"], [drawn_on.code, 2023])))


def test_no_file_adds_to_a_closed_year(checked, city):
    make_closing(city, year=2021)
    batch = checked(HEADINGS, ["", 2021, "131102", "donation", "捐赠", "1000.00", "2021-03-01"])
    assert "is closed" in str(errors_of(batch))


def test_shares_that_do_not_add_up_are_refused(checked, drawn_on):
    batch = checked(
        ["code", "province_percent", "city_percent", "county_percent", "township_percent"],
        [drawn_on.code, 10, 20, 30, 39],
    )
    assert "add up to 100" in str(errors_of(batch))
