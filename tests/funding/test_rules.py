"""What clean() and the constraints refuse, each through full_clean and through the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from funding.filters import AllocationFilterSet
from funding.models import Allocation, Budget
from tests.funding.factories import (
    ALLOCATED_ON,
    APPROVED_ON,
    make_allocation,
    make_budget,
    make_disbursement,
    new_allocation,
    new_budget,
    new_disbursement,
    new_expenditure,
)
from tests.stations.factories import make_agency, make_station

TOMORROW = date(2099, 1, 1)


def errors_of(record):
    """The fields that full_clean complains about."""
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return set(refusal.value.message_dict)


def refused_by_the_database(record, constraint):
    """The record, written without clean()."""
    record.code = record.code or "X-1"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        record.save()


def test_a_budget_without_a_code_takes_the_next_number_of_its_year(city):
    assert make_budget(city).code == "B-2022-0001"
    assert make_budget(city).code == "B-2022-0002"
    assert make_budget(city, year=2023).code == "B-2023-0001"


def test_codes_of_entries_tell_their_chain(disbursement):
    expenditure = new_expenditure(disbursement)
    expenditure.full_clean()
    assert disbursement.allocation.code == "A-2022-0001-001"
    assert disbursement.code == "D-2022-0001-001-001"
    assert expenditure.code == "E-2022-0001-001-001-001"


def test_a_code_that_is_taken_is_passed_over(budget, hedong):
    make_allocation(budget, hedong, code="A-2022-0001-002")
    assert make_allocation(budget, hedong).code == "A-2022-0001-003"


def test_a_code_has_no_blanks_or_strokes(city):
    assert errors_of(new_budget(city, code="B 2022/1")) == {"code"}


@pytest.mark.parametrize("amount", ["0", "-0.01"])
def test_a_budget_is_above_zero(city, amount):
    budget = new_budget(city, amount)
    assert errors_of(budget)
    refused_by_the_database(budget, "funding_budget_(positive|within)")


def test_a_budget_s_source_is_one_of_the_list(city):
    budget = new_budget(city, source="lottery")
    assert errors_of(budget) == {"source"}
    refused_by_the_database(budget, "funding_budget_source_known")


def test_a_budget_year_is_plausible(city):
    budget = new_budget(city, year=202)
    assert errors_of(budget) == {"__all__"}
    refused_by_the_database(budget, "funding_budget_year_plausible")


def test_a_budget_is_not_approved_in_the_future(city):
    assert errors_of(new_budget(city, approved_on=TOMORROW)) == {"approved_on"}


def test_a_budget_cannot_be_cut_below_what_is_allocated(allocation, budget):
    budget.refresh_from_db()
    budget.amount_yuan = Decimal("99999.99")
    with pytest.raises(ValidationError, match=r"100,000\.00"):
        budget.full_clean()
    refused_by_the_database(budget, "funding_budget_within")


def test_a_budget_can_be_raised_and_cut_down_to_what_is_allocated(allocation, budget):
    budget.refresh_from_db()
    budget.amount_yuan = Decimal("100000.00")
    budget.full_clean()
    budget.save()
    budget.refresh_from_db()
    assert budget.remaining_yuan == 0


def test_a_budget_with_allocations_stays_with_its_region_and_was_approved_before_them(
    allocation, budget, taocheng
):
    budget.region = taocheng
    budget.approved_on = date(2022, 2, 2)
    assert errors_of(budget) == {"region", "approved_on"}


def test_a_budget_without_allocations_may_move(budget, taocheng):
    budget.region = taocheng
    budget.full_clean()


def test_a_fraction_of_a_cent_is_refused(budget, hedong):
    entry = new_allocation(budget, hedong, "0.005")
    assert errors_of(entry) == {"amount_yuan"}
    if connection.vendor == "sqlite":
        row = new_allocation(budget, hedong, "0.01", code="X-1")
        # Django would round it; written as an expression it reaches the database as it is.
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="whole_cents"):
            cursor.execute(
                "INSERT INTO funding_allocation (code, kind, amount_yuan, posted_on, reversed_yuan,"
                " adjusted_yuan, reason, warned_of, confirmation, category, purpose, disbursed_yuan,"
                " reserved_yuan, budget_id, region_id) VALUES"
                " ('X-1', 'posting', 0.005, '2022-02-01', 0, 0, '', '', '', 'labour', '薪酬', 0, 0, %s, %s)",
                [row.budget_id, row.region_id],
            )


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_an_entry_is_above_zero(budget, hedong, amount):
    entry = new_allocation(budget, hedong, amount)
    assert errors_of(entry) == {"amount_yuan"}
    refused_by_the_database(entry, "sign|within")


def test_an_entry_is_not_posted_in_the_future(allocation):
    assert errors_of(new_disbursement(allocation, posted_on=TOMORROW)) == {"posted_on"}


def test_an_allocation_is_not_posted_before_its_budget_was_approved(budget, hedong):
    early = new_allocation(budget, hedong, posted_on=date(2022, 1, 9))
    assert errors_of(early) == {"posted_on"}
    early.posted_on = APPROVED_ON
    early.full_clean()


def test_a_disbursement_is_not_posted_before_its_allocation(allocation):
    assert errors_of(new_disbursement(allocation, posted_on=date(2022, 1, 31))) == {"posted_on"}
    new_disbursement(allocation, posted_on=ALLOCATED_ON).full_clean()


def test_money_stays_inside_the_budget_s_region(taocheng, zaoqiang, hedong):
    budget = make_budget(taocheng)
    assert errors_of(new_allocation(budget, zaoqiang)) == {"region"}
    new_allocation(budget, taocheng).full_clean()
    new_allocation(budget, hedong).full_clean()


def test_a_station_lies_in_the_receiving_region(budget, hexi, taocheng, station):
    assert errors_of(new_allocation(budget, hexi, station=station)) == {"station"}
    new_allocation(budget, taocheng, station=station).full_clean()


def test_the_kind_of_use_is_one_of_the_list(budget, hedong):
    entry = new_allocation(budget, hedong, category="wages")
    assert errors_of(entry) == {"category"}
    refused_by_the_database(entry, "funding_allocation_category_known")


def test_a_disbursement_names_its_payee_or_takes_the_agency_s_name(allocation, taocheng):
    agency = make_agency(taocheng, name="测试机构甲")
    assert make_disbursement(allocation, payee="", agency=agency).payee == "测试机构甲"
    nobody = new_disbursement(allocation, payee="")
    assert errors_of(nobody) == {"payee"}
    refused_by_the_database(nobody, "funding_disbursement_payee_named")


def test_an_expenditure_names_its_voucher(disbursement):
    entry = new_expenditure(disbursement, voucher_number="")
    assert errors_of(entry) == {"voucher_number"}
    refused_by_the_database(entry, "funding_expenditure_voucher_named")


def test_only_a_reversal_states_a_reason(allocation, disbursement):
    entry = new_disbursement(allocation, reason="无")
    assert errors_of(entry) == {"__all__"}
    refused_by_the_database(entry, "funding_disbursement_reason_stated")
    reversal = disbursement.reversal(on=disbursement.posted_on, reason=" ")
    assert errors_of(reversal) == {"reason"}
    refused_by_the_database(reversal, "funding_disbursement_reason_stated")


def test_an_entry_is_reversed_as_a_whole(disbursement):
    rows = type(disbursement).objects.filter(pk=disbursement.pk)
    disbursement.reversed_yuan = Decimal("1.00")
    assert errors_of(disbursement)
    with pytest.raises(IntegrityError, match="reversed_whole"), transaction.atomic():
        rows.update(reversed_yuan=1)


def test_a_total_stays_within_the_entry(disbursement):
    rows = type(disbursement).objects.filter(pk=disbursement.pk)
    for total in ("-0.01", "60000.01"):
        disbursement.spent_yuan = Decimal(total)
        assert errors_of(disbursement) == {"__all__"}
        with pytest.raises(IntegrityError, match="funding_disbursement_within"), transaction.atomic():
            rows.update(spent_yuan=Decimal(total))


def test_an_allocation_s_total_stays_within_it(allocation):
    allocation.disbursed_yuan = Decimal("100000.01")
    assert errors_of(allocation) == {"__all__"}
    with pytest.raises(IntegrityError, match="funding_allocation_within"), transaction.atomic():
        Allocation.objects.filter(pk=allocation.pk).update(disbursed_yuan=Decimal("100000.01"))


def test_an_empty_form_gets_messages_and_no_crash(db):
    for empty in (Budget(), Allocation()):
        assert errors_of(empty)


def test_an_unreadable_amount_is_the_field_s_own_error(budget, hedong):
    entry = new_allocation(budget, hedong)
    entry.amount_yuan = "viel"
    assert errors_of(entry) == {"amount_yuan"}


def test_sums_of_no_rows_are_zero(db):
    assert Allocation.objects.totals() == {"amount": 0, "used": 0, "remaining": 0}


def test_the_words_of_the_querysets(allocation, budget, zaoqiang, disbursement):
    county_budget = make_budget(zaoqiang, year=2023, source=Budget.Source.LOTTERY_FUND)
    other = make_allocation(county_budget, zaoqiang, category="exam_training", posted_on=date(2022, 6, 1))
    assert list(Allocation.objects.in_year(2023)) == [other]
    assert list(Allocation.objects.from_source("general_budget")) == [allocation]
    assert list(AllocationFilterSet({"category": "exam_training"}, Allocation.objects.all()).qs) == [other]
    assert list(Allocation.objects.posted_by(date(2022, 5, 31))) == [allocation]
    assert list(Allocation.objects.search("薪酬").under(zaoqiang)) == [other]
    assert list(Budget.objects.in_year(2022).posted_by(APPROVED_ON)) == [budget]
    assert list(Budget.objects.from_source("lottery_fund").search("B-2023")) == [county_budget]
    assert list(type(disbursement).objects.in_year(2022).from_source("general_budget")) == [disbursement]


def test_a_station_of_another_county_is_refused(budget, zaoqiang_town, taocheng):
    elsewhere = make_station(zaoqiang_town)
    assert errors_of(new_allocation(budget, taocheng, station=elsewhere)) == {"station"}
