"""Requested, approved and paid by three people; what is approved is reserved."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from core.errors import Refused
from funding import actions
from funding.models import Allocation, Disbursement, PaymentRequest
from funding.rules.reconciliation import differences
from tests.accounts.factories import make_user
from tests.funding.factories import (
    DISBURSED_ON,
    make_allocation,
    make_disbursement,
    make_request,
    new_disbursement,
    paid_request,
)

ON = date(2022, 3, 2)


@pytest.fixture
def payer(taocheng):
    return make_user("payer", Role.COUNTY_OFFICER, taocheng)


@pytest.fixture
def asked(allocation, hedong_officer):
    return make_request(allocation, hedong_officer, amount_yuan=Decimal("60000.00"))


@pytest.fixture
def approved(asked, taocheng_officer):
    return actions.approve_request(asked, by=taocheng_officer, on=ON)


def fresh(allocation):
    return Allocation.objects.get(pk=allocation.pk)


def test_three_people_pay(approved, payer, allocation, hedong_officer, taocheng_officer):
    entry = actions.pay(approved, by=payer, on=ON)
    paid = PaymentRequest.objects.get()
    assert (paid.status, entry.request, entry.payee) == ("paid", paid, "测试社工机构")
    assert (paid.requested_by, paid.decided_by, paid.paid_by) == (hedong_officer, taocheng_officer, payer)
    allocation = fresh(allocation)
    assert (allocation.disbursed_yuan, allocation.reserved_yuan) == (Decimal("60000.00"), 0)
    assert not list(differences())


def test_an_approval_reserves_and_a_request_alone_does_not(asked, allocation, taocheng_officer):
    assert fresh(allocation).remaining_yuan == Decimal("100000.00")
    actions.approve_request(asked, by=taocheng_officer, on=ON)
    assert fresh(allocation).remaining_yuan == Decimal("40000.00")


def test_what_is_reserved_is_refused_to_others_with_what_is_left(approved, allocation, city_admin):
    with pytest.raises(Refused, match=r"40,000\.00"):
        actions.disburse(paid_request(allocation, "40000.01"), on=ON, by=city_admin)
    with pytest.raises(IntegrityError, match="within"), transaction.atomic():
        new_disbursement(allocation, "40000.01", code="X-1").save()


def test_what_a_reserve_leaves_is_paid_to_the_last_cent(
    budget, hedong, hedong_officer, taocheng_officer, city_admin
):
    """0.30 − 0.10 is less than 0.20 among binary fractions."""
    allocation = make_allocation(budget, hedong, amount_yuan="0.30")
    asked = make_request(allocation, hedong_officer, amount_yuan=Decimal("0.10"))
    actions.approve_request(asked, by=taocheng_officer, on=ON)

    actions.disburse(paid_request(fresh(allocation), "0.20"), on=ON, by=city_admin)

    assert fresh(allocation).remaining_yuan == 0


def test_a_second_approval_beyond_what_is_left_is_refused(approved, allocation, hedong_officer, payer):
    second = make_request(fresh(allocation), hedong_officer, amount_yuan=Decimal("40000.00"))
    make_disbursement(fresh(allocation), amount_yuan="0.01")
    with pytest.raises(Refused, match=r"39,999\.99"):
        actions.approve_request(second, by=payer, on=ON)
    with pytest.raises(IntegrityError, match="within"), transaction.atomic():
        PaymentRequest.objects.filter(pk=second.pk).update(status="approved", decided_by=payer, decided_on=ON)


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_refusing_and_withdrawing_free_the_reserve(approved, allocation, payer, hedong_officer, verb):
    by = payer if verb == "refuse" else hedong_officer
    getattr(actions, f"{verb}_request")(approved, by=by, on=ON, reason="另行安排")
    assert fresh(allocation).reserved_yuan == 0
    assert not list(differences())


def test_whoever_requested_withdraws_and_nobody_else(approved, payer, client_of, hedong_officer):
    with pytest.raises(Refused, match="who requested it; whoever approves can refuse it instead"):
        actions.withdraw_request(approved, by=payer, on=ON, reason="另行安排")

    path = f"/funding/requests/{approved.code}/"
    assert f"{path}withdraw/" not in client_of(payer).get(path).text
    assert f"{path}withdraw/" in client_of(hedong_officer).get(path).text


def test_the_page_says_whose_turn_it_is_and_that_a_third_person_is_missing(
    approved, payer, client_of, settings, hedong_officer
):
    settings.LANGUAGE_CODE = "en"
    client, path = client_of(payer), f"/funding/requests/{approved.code}/"

    told = " ".join(BeautifulSoup(client.get(path).content, "html.parser").get_text(" ").split())
    assert "Waits for payment" in told
    assert str(payer) in told
    type(payer).objects.exclude(pk=approved.decided_by_id).exclude(pk=hedong_officer.pk).update(
        is_active=False
    )
    alone = client_of(hedong_officer).get(path).text
    assert "No account can do it now" in alone


def test_nobody_approves_the_own_request(allocation, taocheng_officer):
    own = make_request(allocation, taocheng_officer)
    with pytest.raises(Refused, match=own.code):
        actions.approve_request(own, by=taocheng_officer, on=ON)


def test_whoever_approved_or_requested_does_not_pay(approved, taocheng_officer, hedong_officer):
    for person in (taocheng_officer, hedong_officer):
        with pytest.raises(Refused, match=approved.code):
            actions.pay(approved, by=person, on=ON)
    assert not Disbursement.objects.exists()


def test_three_people_are_asked_for_by_the_database_too(approved, taocheng_officer, hedong_officer):
    rows = PaymentRequest.objects.filter(pk=approved.pk)
    for person in (taocheng_officer, hedong_officer):
        with pytest.raises(IntegrityError, match="three_people"), transaction.atomic():
            rows.update(status="paid", paid_by=person, paid_on=ON)
    approved.status, approved.paid_by, approved.paid_on = "paid", taocheng_officer, ON
    with pytest.raises(ValidationError, match="three people"):
        approved.full_clean()


def test_an_undecided_request_is_not_paid_and_a_paid_one_not_again(asked, approved, payer):
    actions.pay(approved, by=payer, on=ON)
    with pytest.raises(Refused, match=approved.code):
        actions.pay(approved, by=payer, on=ON)


def test_what_was_requested_cannot_be_changed_or_deleted(asked):
    rows = PaymentRequest.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        rows.update(amount_yuan=1)
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        rows._raw_delete(using="default")


def test_a_refusal_states_its_reason(asked, taocheng_officer):
    with pytest.raises(Refused, match="also why"):
        actions.refuse_request(asked, by=taocheng_officer, on=ON, reason=" ")


def test_a_request_beyond_what_is_left_is_refused(allocation, hedong_officer):
    with pytest.raises(Refused, match=r"100,000\.00"):
        make_request(allocation, hedong_officer, amount_yuan=Decimal("100000.01"))


def test_an_allocation_with_an_approved_request_is_not_reversed(approved, allocation, city_admin):
    with pytest.raises(Refused, match="withdraw"):
        actions.reverse(fresh(allocation), by=city_admin, on=ON, reason="错")


def test_the_pages_lead_from_the_request_to_the_payment(
    client_of, allocation, hedong_officer, taocheng_officer, payer
):
    form = {"amount_yuan": "500.00", "purpose": "活动经费", "payee": "机构", "on": str(DISBURSED_ON)}
    url = reverse("funding:allocation-request", args=[allocation.code])
    clerk = client_of(hedong_officer)
    assert "100,000.00" in clerk.get(url).content.decode()
    assert clerk.post(url, form).status_code == 302
    asked = PaymentRequest.objects.get()
    steps = {
        verb: reverse(f"funding:paymentrequest-{verb}", args=[asked.code]) for verb in ("approve", "pay")
    }
    assert clerk.post(steps["approve"], {"on": str(ON)}).status_code == 403
    assert steps["approve"] in client_of(taocheng_officer).get(asked.get_absolute_url()).content.decode()
    client_of(taocheng_officer).post(steps["approve"], {"on": str(ON)})
    assert client_of(taocheng_officer).post(steps["pay"], {"on": str(ON)}).status_code == 200
    assert not Disbursement.objects.exists()
    assert client_of(payer).post(steps["pay"], {"on": str(ON)}).status_code == 302
    assert Disbursement.objects.get().request == asked
