"""Contracts: their term, their stages, and what is paid for them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from funding import actions
from funding.models import Contract, Expenditure, PaymentStage
from funding.rules.reconciliation import differences
from funding.rules.warnings import outside_term
from tests.funding.factories import STAGES, make_allocation, make_contract, make_request, new_disbursement
from tests.stations.factories import make_agency

ON = date(2022, 3, 2)


@pytest.fixture
def agency(taocheng):
    return make_agency(taocheng)


@pytest.fixture
def contract(taocheng, agency, allocation, taocheng_officer):
    return make_contract(taocheng, agency, taocheng_officer, allocations=[allocation])


@pytest.fixture
def released(contract, taocheng_officer):
    stage = contract.stages.get(order=1)
    return actions.release_stage(stage, by=taocheng_officer, on=ON, evidence="合同文本")


@pytest.fixture
def paid(released, allocation, hedong_officer, taocheng_officer, city_admin):
    asked = make_request(allocation, hedong_officer, stage=released, amount_yuan=Decimal("36000.00"))
    actions.approve_request(asked, by=taocheng_officer, on=ON)
    return actions.pay(asked, by=city_admin, on=ON)


def test_stages_add_up_to_the_contract_to_the_cent(contract):
    assert contract.is_in_force
    assert contract.code == "HT-2022-0001"
    assert [stage.amount_yuan for stage in contract.stages.order_by("order")] == [
        Decimal("36000.01"),
        Decimal("36000.00"),
        Decimal("18000.00"),
    ]
    assert (contract.staged_yuan, contract.staged_percent) == (contract.amount_yuan, 100)


def test_stages_that_do_not_add_up_are_refused(taocheng, agency, taocheng_officer):
    with pytest.raises(Refused, match=r"99"):
        make_contract(
            taocheng, agency, taocheng_officer, stages=[(Decimal(59), "signed"), (Decimal(40), "mid_passed")]
        )
    assert not Contract.objects.exists()


def test_the_database_lets_no_contract_in_force_be_short_of_stages(taocheng, agency):
    short = Contract(
        code="HT-X",
        name="短",
        region=taocheng,
        buyer="health",
        mode="inquiry",
        agency=agency,
        amount_yuan=Decimal("10.00"),
        signed_on=ON,
        starts_on=ON,
        ends_on=date(2022, 12, 31),
        status="in_force",
    )
    with pytest.raises(IntegrityError, match="staged_whole"), transaction.atomic():
        short.save()


def test_a_further_stage_is_refused_by_the_database(contract):
    more = PaymentStage(
        contract=contract, order=9, share_percent=1, amount_yuan=Decimal("0.01"), condition="signed"
    )
    with pytest.raises(IntegrityError, match="within|staged_whole"), transaction.atomic():
        more.save()


@pytest.mark.parametrize(
    ("ends_on", "grounds", "field"),
    [
        (date(2023, 2, 28), "", None),
        (date(2023, 3, 1), "", "term_grounds"),
        (date(2025, 2, 28), "预算有保障的延续性项目", None),
        (date(2025, 3, 1), "预算有保障的延续性项目", "ends_on"),
    ],
)
def test_a_term_is_one_year_and_up_to_three_with_grounds(
    taocheng, agency, taocheng_officer, ends_on, grounds, field
):
    words = {"ends_on": ends_on, "term_grounds": grounds}
    if field is None:
        assert make_contract(taocheng, agency, taocheng_officer, **words).is_in_force
        return
    with pytest.raises(Refused) as refusal:
        make_contract(taocheng, agency, taocheng_officer, **words)
    assert list(refusal.value.message_dict) == [field]
    contract = make_contract(taocheng, agency, taocheng_officer)
    contract.pk, contract.code, contract.status = None, "HT-X", "draft"
    contract.ends_on, contract.term_grounds = ends_on, grounds
    with pytest.raises(IntegrityError, match="a term is"), transaction.atomic():
        contract.save(force_insert=True)


def test_what_is_signed_is_not_changed(contract):
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(amount_yuan=1)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(status="draft")
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        contract.stages.update(amount_yuan=1)


def test_a_stage_is_requested_only_after_its_release(contract, allocation, hedong_officer):
    stage = contract.stages.get(order=2)
    with pytest.raises(Refused, match="not released"):
        make_request(allocation, hedong_officer, stage=stage)


def test_a_release_says_what_shows_it(contract, taocheng_officer):
    with pytest.raises(Refused, match="what shows"):
        actions.release_stage(contract.stages.get(order=2), by=taocheng_officer, on=ON, evidence=" ")


def test_what_is_paid_counts_for_stage_and_contract(paid, contract, city_admin):
    contract.refresh_from_db()
    assert (contract.paid_yuan, contract.stages.get(order=1).paid_yuan) == (Decimal("36000.00"),) * 2
    assert not list(differences())
    actions.reverse(paid, by=city_admin, on=ON, reason="错付")
    contract.refresh_from_db()
    assert contract.paid_yuan == 0
    assert not list(differences())


def test_no_more_than_a_stage_is_paid(paid, released, allocation, hedong_officer):
    with pytest.raises(Refused, match=r"0\.01"):
        make_request(allocation, hedong_officer, stage=released, amount_yuan=Decimal("0.02"))
    with pytest.raises(IntegrityError, match="within"), transaction.atomic():
        new_disbursement(allocation, "0.02", stage=released, code="X-1").save()


def test_a_contract_is_paid_only_from_its_allocations(released, budget, hedong, hedong_officer):
    other = make_allocation(budget, hedong)
    with pytest.raises(Refused, match=other.code):
        make_request(other, hedong_officer, stage=released)


def test_a_contract_is_completed_when_all_is_paid_and_terminated_with_a_reason(
    paid, contract, taocheng_officer
):
    with pytest.raises(Refused, match=r"54000\.01"):
        actions.complete_contract(contract, by=taocheng_officer, on=ON)
    with pytest.raises(Refused):
        actions.terminate_contract(contract, by=taocheng_officer, on=ON, reason="")
    ended = actions.terminate_contract(contract, by=taocheng_officer, on=ON, reason="机构注销")
    assert ended.status == "terminated"
    with pytest.raises(Refused, match=contract.code):
        actions.release_stage(contract.stages.get(order=2), by=taocheng_officer, on=ON, evidence="报告")


def test_spending_outside_the_term_warns_and_needs_a_reason(paid, city_admin):
    words = {"voucher_number": "记-9", "payee": "店", "purpose": "物资", "amount_yuan": Decimal("5.00")}
    late = date(2023, 3, 1)
    with pytest.raises(Refused, match="HT-2022-0001") as refusal:
        actions.spend(paid, on=late, by=city_admin, **words)
    assert list(refusal.value.message_dict) == ["confirmation"]
    entry = actions.spend(paid, on=late, by=city_admin, confirmation="尾款延迟开票", **words)
    assert "HT-2022-0001" in entry.warned_of
    assert list(outside_term(Expenditure.objects.all(), late)) == [entry]
    assert not outside_term(Expenditure.objects.all(), date(2023, 2, 28)).exists()


def test_a_confirmation_without_a_warning_is_not_kept(paid, city_admin):
    words = {"voucher_number": "记-9", "payee": "店", "purpose": "物资", "amount_yuan": Decimal("5.00")}
    entry = actions.spend(paid, on=date(2022, 4, 1), by=city_admin, confirmation="无", **words)
    assert (entry.warned_of, entry.confirmation) == ("", "")
    entry.confirmation = "无"
    with pytest.raises(ValidationError, match="stated reason"):
        entry.full_clean()


def test_a_contract_is_entered_on_its_page(
    client_of, taocheng_officer, taocheng, agency, allocation, station
):
    form = {
        "name": "驻站服务",
        "region": taocheng.code,
        "buyer": "civil_affairs",
        "mode": "open_tender",
        "agency": agency.code,
        "stations": [station.code],
        "allocations": [allocation.code],
        "amount_yuan": "100.00",
        "signed_on": "2022-02-20",
        "starts_on": "2022-03-01",
        "ends_on": "2022-12-31",
        "signed": "33.33",
        "mid_passed": "33.33",
        "final_passed": "33.33",
    }
    client, url = client_of(taocheng_officer), reverse("funding:contract-new")
    assert "99.99" in client.post(url, form).content.decode()
    assert client.post(url, form | {"final_passed": "33.34"}).status_code == 302
    contract = Contract.objects.get()
    assert list(contract.stations.all()) == [station]
    release = reverse("funding:stage-release", args=[contract.code, 1])
    assert release in client.get(contract.get_absolute_url()).content.decode()
    client.post(release, {"on": "2022-03-01", "evidence": "合同"})
    assert contract.stages.get(order=1).is_released


def test_the_shares_used_in_practice_add_up(taocheng, agency, taocheng_officer):
    for shares in ((50, 40, 10), (60, 30, 10), (40, 40, 20), (30, 50, 20)):
        stages = [(Decimal(share), one[1]) for share, one in zip(shares, STAGES, strict=True)]
        contract = make_contract(taocheng, agency, taocheng_officer, stages=stages)
        assert sum(stage.amount_yuan for stage in contract.stages.all()) == contract.amount_yuan
