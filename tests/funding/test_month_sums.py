"""The sums of months follow their entries through every door, and are proven."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding import actions
from funding.ledger.books import Books
from funding.ledger.span import Span
from funding.models import Expenditure, MonthSum
from funding.rules.reconciliation import differences
from tests.funding.factories import coded, make_expenditure, new_expenditure

pytestmark = pytest.mark.django_db


def kept():
    rows = MonthSum.objects.filter(entry="Expenditure").order_by("month")
    return [
        (str(month), str(yuan), number)
        for month, yuan, number in rows.values_list("month", "sum_yuan", "number")
    ]


def test_entries_add_to_their_month_and_corrections_to_theirs(disbursement, city_admin):
    make_expenditure(disbursement, amount_yuan=Decimal("0.10"), posted_on=date(2022, 4, 30))
    wrong = make_expenditure(disbursement, amount_yuan=Decimal("0.20"), posted_on=date(2022, 4, 1))
    actions.reverse(wrong, by=city_admin, on=date(2022, 5, 1), reason="录错")
    assert kept() == [("2022-04-01", "0.30", 2), ("2022-05-01", "-0.20", 1)]
    assert list(differences()) == []


def test_entries_written_at_once_are_added_one_by_one(disbursement):
    rows = [new_expenditure(disbursement, "1.11", voucher_number=f"V-{n}") for n in range(9)]
    Expenditure.objects.bulk_create(coded(rows))
    assert kept() == [("2022-04-01", "9.99", 9)]


def test_a_sum_that_was_tampered_with_is_named(disbursement):
    make_expenditure(disbursement)
    MonthSum.objects.filter(entry="Expenditure").update(sum_yuan=Decimal("1.00"))
    (found,) = differences()
    assert (found.total, found.stored_yuan, found.proven_yuan) == (
        "sum_yuan",
        Decimal("1.00"),
        Decimal("100.00"),
    )


def test_a_sum_that_is_gone_is_noticed(disbursement):
    make_expenditure(disbursement)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM funding_monthsum WHERE entry = 'Expenditure'")
    (found,) = differences()
    assert (found.code, found.total, found.proven_yuan) == ("Expenditure", "number", 1)


days = st.dates(min_value=date(2022, 3, 1), max_value=date(2022, 7, 31))
posted = st.lists(st.tuples(days, st.integers(1, 10**6)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posted, days, days)
def test_a_statement_of_any_days_is_the_sum_of_its_entries(disbursement, city_admin, entries, one, other):
    """Whole months from their kept sums, the days beside them from the entries: together always the same."""
    first, end = sorted((one, other))
    number = Expenditure.objects.count()
    rows = [
        new_expenditure(
            disbursement,
            Decimal(cents).scaleb(-4).quantize(Decimal("0.01")) + Decimal("0.01"),
            posted_on=day,
            code=f"E-H-{number + place}",
            voucher_number=f"H-{number + place}",
        )
        for place, (day, cents) in enumerate(entries)
    ]
    Expenditure.objects.bulk_create(rows)
    inside = Expenditure.objects.filter(posted_on__gte=first, posted_on__lt=end)
    sums = Books(city_admin, {}).sums(period=Span(first, end))["period"]
    assert sums.of("spent") == inside.totals()["amount"]
