"""Entries are append-only in the database itself, and the totals are its own."""

from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from funding.apps import drop_triggers
from funding.models import Budget, Disbursement
from funding.triggers import ledger as triggers
from tests.funding.factories import (
    APPROVED_ON,
    make_allocation,
    make_disbursement,
    make_expenditure,
    new_disbursement,
    new_expenditure,
)
from tests.funding.test_doors import insert_raw


@pytest.fixture(params=["allocation", "disbursement", "expenditure"])
def entry(request, allocation, disbursement):
    return {
        "allocation": lambda: allocation,
        "disbursement": lambda: disbursement,
        "expenditure": lambda: make_expenditure(disbursement),
    }[request.param]()


def refused():
    return pytest.raises(IntegrityError, match="corrected by reversal")


@pytest.mark.parametrize(
    "change", [{"amount_yuan": 1}, {"posted_on": APPROVED_ON}, {"code": "X-1"}, {"reason": "改"}, {"id": 999}]
)
def test_what_an_entry_says_cannot_be_changed(entry, change):
    with refused(), transaction.atomic():
        type(entry).objects.filter(pk=entry.pk).update(**change)


def test_an_entry_cannot_be_moved_to_another_parent(allocation, disbursement, budget, hedong):
    other = make_allocation(budget, hedong)
    with refused(), transaction.atomic():
        Disbursement.objects.filter(pk=disbursement.pk).update(allocation=other)


def test_an_entry_cannot_be_made_a_reversal_afterwards(disbursement):
    with refused(), transaction.atomic():
        Disbursement.objects.filter(pk=disbursement.pk).update(reverses=disbursement)


def test_saving_an_entry_unchanged_is_harmless(entry):
    entry.save()


def test_an_entry_cannot_be_deleted(entry):
    with refused(), transaction.atomic():
        type(entry).objects.filter(pk=entry.pk)._raw_delete(using="default")


@pytest.mark.parametrize("same", ["id", "code"])
def test_an_entry_cannot_be_replaced(disbursement, same):
    other = new_disbursement(disbursement.allocation, code="X-RAW", pk=disbursement.pk + 1)
    setattr(other, same, getattr(disbursement, same))
    columns = ", ".join(field.column for field in other._meta.concrete_fields)
    values = [
        field.get_db_prep_save(getattr(other, field.attname), connection)
        for field in other._meta.concrete_fields
    ]
    statement = f"INTO funding_disbursement ({columns}) VALUES ({', '.join(['%s'] * len(values))})"
    if connection.vendor == "sqlite":
        statement, refusal = f"REPLACE {statement}", "UNIQUE"
    else:
        statement = f"INSERT {statement} ON CONFLICT ({same}) DO UPDATE SET amount_yuan = 1"
        refusal = "corrected by reversal"
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        cursor.execute(statement, values)
    assert Disbursement.objects.get().amount_yuan == disbursement.amount_yuan


def test_saving_a_stale_record_does_not_put_an_old_total_back(budget, hedong):
    stale = Budget.objects.get(pk=budget.pk)
    make_allocation(budget, hedong, amount_yuan="5000.00")
    stale.name = "新名称"
    stale.save()
    stale.refresh_from_db()
    assert (stale.name, stale.allocated_yuan) == ("新名称", Decimal("5000.00"))


def reversal_of(entry, **overrides):
    reversal = entry.reversal(on=entry.posted_on, reason="录入错误")
    for name, value in overrides.items():
        setattr(reversal, name, value)
    return reversal


def test_a_raw_reversal_marks_its_original_and_gives_the_money_back(disbursement):
    insert_raw(reversal_of(disbursement))
    disbursement.refresh_from_db()
    disbursement.allocation.refresh_from_db()
    assert disbursement.reversed_yuan == disbursement.amount_yuan
    assert disbursement.allocation.disbursed_yuan == 0


@pytest.mark.parametrize("amount", ["-59999.99", "-60000.01", "-0.01"])
def test_a_raw_reversal_of_another_amount_is_refused(disbursement, amount):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_raw(reversal_of(disbursement, amount_yuan=Decimal(amount)))


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR IGNORE"])
def test_a_raw_reversal_on_another_parent_is_refused(disbursement, budget, hedong, verb):
    if connection.vendor != "sqlite":
        verb = "INSERT"
    other = make_allocation(budget, hedong, amount_yuan="80000.00")
    make_disbursement(other, amount_yuan="70000.00")
    with pytest.raises(IntegrityError, match="reversal takes back"), transaction.atomic():
        insert_raw(reversal_of(disbursement, allocation=other), verb)


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR IGNORE"])
def test_a_raw_reversal_of_a_used_entry_is_refused(allocation, disbursement, verb):
    if connection.vendor != "sqlite":
        verb = "INSERT"
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_raw(reversal_of(allocation), verb)
    allocation.refresh_from_db()
    assert allocation.reversed_yuan == 0


def test_nothing_can_be_drawn_on_a_reversal_or_a_reversed_entry(disbursement):
    insert_raw(reversal_of(disbursement))
    reversal = Disbursement.objects.get(reverses=disbursement)
    for parent in (disbursement, reversal):
        with pytest.raises(IntegrityError), transaction.atomic():
            new_expenditure(parent, "0.01", code="X-1").save()


def test_migrating_leaves_the_triggers_in_place(db):
    call_command("migrate", verbosity=0, stdout=StringIO())
    assert triggers.missing(connection) == []


def test_the_triggers_go_before_tables_are_altered_and_come_back(db):
    triggers.drop(connection)
    expected = {"sqlite": 35, "postgresql": 32}[connection.vendor]
    assert len(triggers.missing(connection)) == expected
    triggers.install(connection, apps)
    triggers.install(connection, apps)
    assert triggers.missing(connection) == []


def test_a_migration_run_without_anything_to_apply_leaves_the_triggers_alone(db):
    drop_triggers("default", plan=[])
    assert triggers.missing(connection) == []


def test_tables_that_are_not_there_yet_get_no_triggers(db, monkeypatch):
    triggers.drop(connection)
    monkeypatch.setattr(connection.introspection, "table_names", list)
    triggers.install(connection, apps)
    assert triggers.missing(connection)
