"""Deputies: they may what their principal may, in their own name, and both are one hand in a chain."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.deputy import end_deputy, name_deputy
from accounts.models import Deputy, User
from accounts.roles import Role
from accounts.rules.hands import by_hand_of, same_hands
from core.errors import Refused
from stations.actions.deliverable import accept_deliverable, report_deliverable
from stations.models import Deliverable
from tests.accounts.factories import make_deputy, make_token, make_user
from tests.stations.factories import (
    make_deliverable,
    make_file,
    make_station,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
A_DAY = timedelta(days=1)


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def again(user):
    """The account as its next request reads it."""
    return User.objects.get(pk=user.pk)


def moved(deputy, days):
    """The deputyship as if it had been named so many days ago."""
    Deputy.objects.filter(pk=deputy.pk).update(
        started_on=deputy.started_on - timedelta(days=days), ended_on=deputy.ended_on - timedelta(days=days)
    )


@pytest.fixture
def colleague(taocheng):
    return make_user("colleague", Role.VIEWER, taocheng, full_name="王五")


@pytest.fixture
def officer(taocheng_officer):
    User.objects.filter(pk=taocheng_officer.pk).update(full_name="李四")
    return again(taocheng_officer)


@pytest.fixture
def deliverable(hedong):
    deliverable = make_deliverable(make_station(hedong))
    make_file(deliverable)
    return deliverable


def test_a_deputy_does_the_work_of_the_principal_from_the_first_day_to_the_last(
    officer, colleague, deliverable, client_of, hedong_officer
):
    report_deliverable(deliverable, on=TODAY(), by=hedong_officer)
    accept = reverse("stations:deliverable-accept", args=[deliverable.code])
    assert client_of(colleague).get(accept).status_code == 403

    deputy = make_deputy(officer, colleague)
    assert client_of(colleague).post(accept, {"on": TODAY()}).status_code == 302
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.accepted_by) == (Deliverable.Status.ACCEPTED, colleague)

    moved(deputy, 8)
    assert client_of(colleague).get(accept).status_code == 403


def test_the_history_says_for_whom_a_deputy_acted(officer, colleague, deliverable, client_of, hedong_officer):
    report_deliverable(deliverable, on=TODAY(), by=hedong_officer)
    make_deputy(officer, colleague)
    accept_deliverable(deliverable, on=TODAY(), by=again(colleague))

    page = client_of(officer).get(deliverable.get_absolute_url(), headers={"accept-language": "en"})

    assert "王五, as deputy of 李四" in text_of(page)
    assert "as deputy of" not in text_of(page).replace("王五, as deputy of 李四", "")


@pytest.mark.parametrize(("first", "second"), [("officer", "colleague"), ("colleague", "officer")])
def test_a_deputy_and_their_principal_never_take_two_steps_of_one_chain(
    first, second, request, deliverable, officer, colleague, city_admin, client_of
):
    deputy = make_deputy(officer, colleague)
    reporter, other = (again(request.getfixturevalue(name)) for name in (first, second))
    report_deliverable(deliverable, on=TODAY(), by=reporter)
    address = deliverable.get_absolute_url()

    with pytest.raises(Refused, match="one hand"):
        accept_deliverable(deliverable, on=TODAY(), by=other)
    assert "Accept" not in text_of(client_of(other).get(address)).split("somebody else accepts it")[0]
    assert not Deliverable.objects.exclude(by_hand_of(other, "reported_by", "reported_on")).exists()

    # Leave is over: what was done in it stays one hand's.
    end_deputy(deputy, on=TODAY(), by=officer)
    with pytest.raises(Refused, match="one hand"):
        accept_deliverable(deliverable, on=TODAY(), by=again(other))
    assert accept_deliverable(deliverable, on=TODAY(), by=city_admin).is_accepted


def test_two_deputies_of_one_person_are_one_hand(officer, colleague, taocheng, zaoqiang_officer):
    second = make_user("second", Role.COUNTY_OFFICER, taocheng)
    make_deputy(officer, colleague)
    make_deputy(officer, second)

    assert same_hands(colleague, second.pk, TODAY())
    assert same_hands(second, colleague.pk, TODAY())
    assert not same_hands(zaoqiang_officer, second.pk, TODAY())


def test_what_was_done_after_a_deputy_had_ended_is_another_hand(officer, colleague):
    moved(make_deputy(officer, colleague), 20)

    assert same_hands(colleague, officer.pk, TODAY() - timedelta(days=15))
    assert not same_hands(colleague, officer.pk, TODAY() - timedelta(days=5))
    assert not same_hands(colleague, officer.pk, None)


@pytest.mark.parametrize("days_ago", [0, 5, 13, 15, 25])
@pytest.mark.parametrize("withdrawn_after", [None, 0, 3])
def test_a_list_and_a_record_agree_on_whose_hands_are_one(
    days_ago, withdrawn_after, officer, colleague, taocheng, deliverable
):
    second = make_user("second", Role.COUNTY_OFFICER, taocheng)
    for other in (colleague, second):
        deputy = make_deputy(officer, other)
        moved(deputy, 20)
        if withdrawn_after is not None:
            withdrawn_on = TODAY() - timedelta(days=20 - withdrawn_after)
            Deputy.objects.filter(pk=deputy.pk).update(withdrawn_on=withdrawn_on)
    day = TODAY() - timedelta(days=days_ago)
    people = [officer, colleague, second]
    for reporter in people:
        Deliverable.objects.update(status="reported", reported_on=day, reported_by=reporter)
        for other in people:
            listed = Deliverable.objects.filter(by_hand_of(other, "reported_by", "reported_on")).exists()
            assert listed == same_hands(other, reporter.pk, day), (reporter, other)


def test_what_is_borrowed_is_not_lent_on(officer, colleague, hedong_officer, hedong):
    make_deputy(officer, colleague)
    make_deputy(colleague, hedong_officer)

    assert again(colleague).paths_for("stations.accept_deliverable") == ("131102",)
    assert again(hedong_officer).paths_for("stations.accept_deliverable") == ()


def test_looking_after_accounts_is_never_lent(city_admin, officer, client_of):
    make_deputy(city_admin, officer)
    deputy = again(officer)

    assert deputy.paths_for("stations.change_station") == ("1311",)
    assert deputy.paths_for("accounts.change_user") == ()
    assert not deputy.has_perm("accounts.add_roleassignment")
    assert not deputy.has_module_perms("accounts")


def test_a_closed_account_lends_nothing(officer, colleague):
    make_deputy(officer, colleague)
    User.objects.filter(pk=officer.pk).update(is_active=False)

    assert again(colleague).paths_for("stations.accept_deliverable") == ()


def test_being_a_deputy_costs_no_query_more(officer, colleague, deliverable, client_of, count_queries):
    client, list_of = client_of(colleague), reverse("stations:deliverable-list")
    before = count_queries(client, list_of)
    make_deputy(officer, colleague)

    assert count_queries(client, list_of) <= before + 1  # the list's own verbs ask which rows may be chosen


def test_a_principal_names_a_deputy_and_ends_it_on_their_pages(
    officer, colleague, zaoqiang_officer, client_of
):
    client = client_of(officer)
    typed = {
        "principal": officer.pk,
        "deputy": colleague.pk,
        "started_on": TODAY(),
        "ended_on": TODAY() + A_DAY,
        "reason": "年休假",
    }
    far = client.post(reverse("deputy-create"), typed | {"deputy": zaoqiang_officer.pk})
    assert "Select a valid choice" in far.content.decode() or Deputy.objects.count() == 0

    client.post(reverse("deputy-create"), typed)
    deputy = Deputy.objects.get()
    assert (deputy.principal, deputy.deputy, deputy.given_by) == (officer, colleague, officer)
    assert deputy.code == f"DP-{TODAY().year}-0001"
    assert deputy.history.get().history_user == officer
    assert "as deputy of 李四" in text_of(
        client_of(colleague).get(reverse("account-me"), headers={"accept-language": "en"})
    )

    assert client_of(colleague).get(reverse("deputy-end", args=[deputy.code])).status_code == 403
    client.post(reverse("deputy-end", args=[deputy.code]))
    deputy.refresh_from_db()
    assert deputy.withdrawn_on == TODAY()
    assert again(colleague).borrowed_assignments == []
    assert deputy.code in client.get(reverse("account-deputies")).content.decode()


def test_only_the_principal_or_an_administrator_of_the_account_names_a_deputy(
    officer, colleague, city_admin, zaoqiang_officer, client_of
):
    with pytest.raises(Refused, match="named by whom they stand in for"):
        make_deputy(city_admin, officer, by=officer)
    with pytest.raises(Refused, match="named by whom they stand in for"):
        make_deputy(officer, colleague, by=zaoqiang_officer)
    with pytest.raises(ValidationError, match="Nobody makes themselves a deputy"):
        make_deputy(officer, city_admin, by=city_admin)
    assert make_deputy(officer, colleague, by=city_admin).given_by == city_admin

    # The form offers nobody else's place to an officer, whatever is sent.
    typed = {"principal": city_admin.pk, "deputy": colleague.pk, "reason": "出差"}
    days = {"started_on": TODAY(), "ended_on": TODAY()}
    client_of(officer).post(reverse("deputy-create"), typed | days)
    assert not Deputy.objects.filter(principal=city_admin).exists()


def test_a_deputy_is_a_person_at_work_and_named_for_days_to_come(officer, colleague, taocheng):
    with pytest.raises(ValidationError, match="days that are over"):
        make_deputy(officer, colleague, started_on=TODAY() - A_DAY)
    machine = make_user("machine", Role.VIEWER, taocheng)
    make_token(machine)
    with pytest.raises(ValidationError, match="belongs to another system"):
        make_deputy(officer, machine)
    gone = make_user("gone", Role.VIEWER, taocheng, is_active=False)
    with pytest.raises(ValidationError, match="closed"):
        make_deputy(officer, gone)
    make_deputy(officer, colleague)
    with pytest.raises(ValidationError, match="already on some of these days"):
        make_deputy(officer, colleague, started_on=TODAY() + A_DAY)


CONSTRAINTS = [
    ({"ended_on": date(2035, 4, 30)}, "not before the first one"),
    ({"deputy": "officer"}, "their own deputy"),
    ({"given_by": "colleague"}, "makes themselves a deputy"),
    ({"reason": ""}, "Say why|blank"),
]


@pytest.mark.parametrize(("wrong", "sentence"), CONSTRAINTS)
def test_what_no_deputy_may_be_is_refused_by_the_model_and_by_the_database(
    wrong, sentence, officer, colleague, request
):
    wrong = {
        name: request.getfixturevalue(value) if name in ("deputy", "given_by") else value
        for name, value in wrong.items()
    }
    fields = {
        "principal": officer,
        "deputy": colleague,
        "given_by": officer,
        "started_on": date(2035, 5, 1),
        "ended_on": date(2035, 5, 2),
        "reason": "年休假",
    }
    deputy = Deputy(**fields | wrong)
    with pytest.raises(ValidationError, match=sentence):
        deputy.full_clean()
    deputy.code = "DP-2035-0009"
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.bulk_create([deputy])


def test_what_has_ended_is_not_ended_again(officer, colleague):
    deputy = make_deputy(officer, colleague)
    end_deputy(deputy, on=TODAY(), by=officer)

    with pytest.raises(Refused, match="has ended already"):
        end_deputy(deputy, on=TODAY(), by=officer)
    # They may be named anew.
    assert name_deputy(
        Deputy(
            principal=officer,
            deputy=colleague,
            started_on=TODAY(),
            ended_on=TODAY(),
            reason="临时外出",
        ),
        by=officer,
    ).pk
