"""``manage.py reconcile`` proves totals against entries."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from funding import actions
from funding.models import Allocation, Budget, Disbursement
from funding.rules.reconciliation import differences
from funding.triggers import ledger as triggers
from tests.funding.factories import REVERSED_ON, make_disbursement, make_expenditure


@pytest.fixture
def chain(disbursement, city_admin):
    """A chain with odd cents and a reversal in it."""
    for amount in ("0.10", "0.20", "33.33"):
        make_expenditure(disbursement, amount_yuan=amount)
    wrong = make_disbursement(disbursement.allocation, amount_yuan="7.77")
    actions.reverse(wrong, by=city_admin, on=REVERSED_ON, reason="录入错误")
    return disbursement


def reconcile():
    """Exit as the shell would see it, and what was printed."""
    out = StringIO()
    try:
        call_command("reconcile", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_an_empty_ledger_is_clean(db):
    assert reconcile()[0] == 0


def test_a_ledger_with_odd_cents_and_reversals_is_clean(chain):
    assert reconcile()[0] == 0


@pytest.mark.parametrize(
    ("model", "total"),
    [(Budget, "allocated_yuan"), (Allocation, "disbursed_yuan"), (Disbursement, "spent_yuan")],
)
def test_a_total_that_was_written_by_hand_is_named_with_its_difference(chain, model, total):
    record = model.objects.order_by("pk").first()
    true = getattr(record, total)
    model.objects.filter(pk=record.pk).update(**{total: true - Decimal("0.01")})
    status, printed = reconcile()
    assert status == 1
    assert f"{record.code}: {total}" in printed
    assert f"{true:,}" in printed
    assert "(difference -0.01)" in printed
    assert len(list(differences())) == 1


def test_a_reversal_mark_without_a_reversal_is_named(disbursement):
    Disbursement.objects.filter(pk=disbursement.pk).update(reversed_yuan=disbursement.amount_yuan)
    status, printed = reconcile()
    assert status == 1
    assert f"{disbursement.code}: reversed_yuan is 60,000.00" in printed


def test_missing_triggers_are_named(db):
    triggers.drop(connection)
    status, printed = reconcile()
    assert status == 1
    assert "funding_allocation_post" in printed


def test_the_number_of_queries_does_not_grow(chain, django_assert_num_queries):
    with django_assert_num_queries(23):
        assert not list(differences())
