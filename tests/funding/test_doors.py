"""No door overdraws: the action, clean(), the manager, bulk_create, raw SQL (the admin: test_admin.py)."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from simple_history.utils import bulk_create_with_history

from core.errors import Refused
from funding import actions
from funding.models import Allocation, Disbursement, Expenditure
from tests.funding.factories import (
    ALLOCATED_ON,
    DISBURSED_ON,
    SPENT_ON,
    coded,
    make_disbursement,
    make_expenditure,
    new_allocation,
    new_disbursement,
    new_expenditure,
    paid_request,
)

# Ways of writing a row that only SQLite knows.
OF_SQLITE = ["INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR FAIL"]
VERBS = ["INSERT", *(OF_SQLITE if connection.vendor == "sqlite" else [])]


@pytest.fixture
def spent(disbursement):
    """A chain with 200,000.00, 40,000.00 and 59,900.00 left."""
    make_expenditure(disbursement)
    return disbursement


@pytest.fixture(params=["allocation", "disbursement", "expenditure"])
def too_much(request, budget, hedong, spent):
    """An entry of one cent more than is left, and what is left."""
    spent.allocation.refresh_from_db()
    budget.refresh_from_db()
    return {
        "allocation": (new_allocation(budget, hedong, "200000.01"), "200,000.00"),
        "disbursement": (new_disbursement(spent.allocation, "40000.01"), "40,000.00"),
        "expenditure": (new_expenditure(spent, "59900.01"), "59,900.00"),
    }[request.param]


def unchanged(entry):
    """Whether the entry was not written, and its parent's total stands as before."""
    parent = type(entry.parent).objects.get(pk=entry.parent.pk)
    total = entry.link.parent_total
    return not type(entry).objects.filter(amount_yuan=entry.amount_yuan).exists() and getattr(
        parent, total
    ) == getattr(entry.parent, total)


def test_full_clean_refuses_one_cent_too_much_and_names_the_remaining_amount(too_much):
    entry, remaining = too_much
    with pytest.raises(ValidationError) as refusal:
        entry.full_clean()
    assert list(refusal.value.message_dict) == ["amount_yuan"]
    assert remaining in refusal.value.message_dict["amount_yuan"][0]


def test_the_last_cent_can_be_drawn(too_much):
    entry, _remaining = too_much
    entry.amount_yuan -= Decimal("0.01")
    if isinstance(entry, Disbursement):
        entry.request = paid_request(entry.allocation, entry.amount_yuan)
    entry.full_clean()
    entry.save()
    entry.parent.refresh_from_db()
    assert entry.parent.remaining_yuan == 0


def test_the_manager_refuses_one_cent_too_much(too_much):
    entry, _remaining = too_much
    with pytest.raises(IntegrityError, match="_within"), transaction.atomic():
        entry.save()
    assert unchanged(entry)


@pytest.mark.parametrize("options", [{}, {"ignore_conflicts": True}])
def test_bulk_create_refuses_one_cent_too_much(too_much, options):
    entry, _remaining = too_much
    with pytest.raises(IntegrityError, match="_within"), transaction.atomic():
        type(entry).objects.bulk_create(coded([entry]), **options)
    assert unchanged(entry)


def test_bulk_create_refuses_entries_that_are_too_much_together(allocation):
    entries = [new_disbursement(allocation, "60000.00") for _number in range(2)]
    with pytest.raises(IntegrityError, match="_within"), transaction.atomic():
        bulk_create_with_history(coded(entries), Disbursement)
    assert not Disbursement.objects.exists()


def test_bulk_create_adds_every_row_to_the_total(allocation):
    entries = coded([new_disbursement(allocation, "0.10") for _number in range(30)])
    bulk_create_with_history(entries, Disbursement)
    allocation.refresh_from_db()
    assert allocation.disbursed_yuan == Decimal("3.00")


@pytest.mark.parametrize("verb", VERBS)
def test_raw_sql_refuses_one_cent_too_much(too_much, verb):
    entry, _remaining = too_much
    entry.code = "X-RAW"
    with pytest.raises(IntegrityError, match="_within"), transaction.atomic():
        insert_raw(entry, verb)
    assert unchanged(entry)


def insert_raw(entry, verb="INSERT"):
    """Write the row past Django."""
    fields = [field for field in entry._meta.concrete_fields if field.name != "id"]
    columns = ", ".join(field.column for field in fields)
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {entry._meta.db_table} ({columns}) VALUES ({marks})", values)  # noqa: S608


def test_a_raw_row_within_the_amount_is_added_to_the_total(allocation):
    entry = new_disbursement(allocation, "100000.00", code="X-RAW")
    insert_raw(entry)
    allocation.refresh_from_db()
    assert allocation.remaining_yuan == 0


def test_allocating_too_much_is_refused_with_the_remaining_amount(budget, hedong, city_admin):
    with pytest.raises(Refused, match=r"300,000\.00"):
        actions.allocate(
            budget,
            region=hedong,
            amount_yuan=Decimal("300000.01"),
            on=ALLOCATED_ON,
            category=Allocation.Category.VENUE,
            purpose="场地",
            by=city_admin,
        )
    assert not Allocation.objects.exists()


def test_disbursing_too_much_is_refused_with_the_remaining_amount(allocation, city_admin):
    make_disbursement(allocation, amount_yuan="99999.99")
    with pytest.raises(Refused, match=r"0\.01"):
        actions.disburse(paid_request(allocation, "0.02"), on=DISBURSED_ON, by=city_admin)
    assert Disbursement.objects.count() == 1


def test_spending_too_much_is_refused_with_the_remaining_amount(disbursement, city_admin):
    with pytest.raises(Refused, match=r"60,000\.00"):
        actions.spend(
            disbursement,
            voucher_number="记-1",
            payee="店",
            purpose="物资",
            amount_yuan=Decimal("60000.01"),
            on=SPENT_ON,
            by=city_admin,
        )
    assert not Expenditure.objects.exists()


def test_the_database_s_own_refusal_names_the_remaining_amount_too(allocation, city_admin, monkeypatch):
    monkeypatch.setattr(Disbursement, "full_clean", lambda self: None)
    with pytest.raises(Refused, match=r"100,000\.00"):
        actions.disburse(paid_request(allocation, "100000.01"), on=DISBURSED_ON, by=city_admin)
    assert not Disbursement.objects.exists()
