"""Tokens of other systems: issued, limited, ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.api_token import revoke_token
from accounts.models import ApiToken
from accounts.roles import Role
from core.errors import Refused
from tests.accounts.factories import make_token, make_user

pytestmark = pytest.mark.django_db
PATH = "/api/v1/stations/"


def ask(client, key, method="get", **extra):
    return getattr(client, method)(PATH, headers={"Authorization": f"Bearer {key}"}, **extra)


def test_a_token_opens_what_the_roles_of_its_account_open(client, taocheng_officer):
    _token, key = make_token(taocheng_officer)

    assert ask(client, key).status_code == 200
    assert client.get("/api/v1/budgets/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    _token, key = make_token(make_user("no-role"))
    assert ask(client, key).status_code == 403


def test_only_a_hash_of_the_key_is_kept(taocheng_officer):
    token, key = make_token(taocheng_officer)

    kept = str(ApiToken.objects.filter(pk=token.pk).values().get()) + str(token.history.values().get())
    assert key not in kept
    assert token.token_key == key[:15]


@pytest.mark.parametrize("key", ["", "x", "0" * 64, "ü", "two words"])
def test_what_is_no_token_is_refused_with_the_way_to_sign_in(client, db, key):
    answer = ask(client, key)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] in ("authentication_failed", "not_authenticated")


def test_an_ended_token_is_refused_and_stays_on_record(client, taocheng_officer):
    token, key = make_token(taocheng_officer)
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    assert ask(client, key).status_code == 401
    assert ApiToken.objects.filter(pk=token.pk).exists()


def test_a_revoked_token_is_refused_and_can_be_revoked_once(client, taocheng_officer, city_admin):
    token, key = make_token(taocheng_officer)
    revoke_token(token, at=timezone.now(), by=city_admin)

    assert ask(client, key).status_code == 401
    assert token.history.first().history_user == city_admin
    with pytest.raises(Refused, match="revoked already"):
        revoke_token(token, at=timezone.now(), by=city_admin)


def test_a_token_of_an_account_that_was_closed_is_refused(client, taocheng_officer):
    _token, key = make_token(taocheng_officer)
    taocheng_officer.is_active = False
    taocheng_officer.save()

    assert ask(client, key).status_code == 401


def test_a_token_that_may_only_read_does_not_write(client, taocheng_officer):
    _token, key = make_token(taocheng_officer, is_read_only=True)

    answer = ask(client, key, "post", data={}, content_type="application/json")

    assert answer.status_code == 403
    assert answer.json()["detail"] == "This token may only read."


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        ("", "198.51.100.7", 200),
        ("10.13.0.0/16", "10.13.4.5", 200),
        ("10.13.0.0/16", "10.14.4.5", 403),
        ("10.13.0.0/16\n2001:db8::/32", "2001:db8::1", 200),
        ("10.13.0.0/16", "2001:db8::1", 403),
    ],
)
def test_a_token_opens_from_its_networks_alone(client, taocheng_officer, networks, address, status):
    _token, key = make_token(taocheng_officer, networks=networks)

    assert ask(client, key, REMOTE_ADDR=address).status_code == status


def test_the_address_behind_a_trusted_proxy_counts(client, taocheng_officer, settings):
    _token, key = make_token(taocheng_officer, networks="10.13.0.0/16")
    forged = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "10.13.0.1, 198.51.100.7"}

    assert ask(client, key, **forged).status_code == 403
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert ask(client, key, **forged).status_code == 403
    true = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 10.13.0.1"}
    assert ask(client, key, **true).status_code == 200


def test_the_last_use_is_noted_and_not_at_every_request(client, taocheng_officer):
    token, key = make_token(taocheng_officer)

    ask(client, key, REMOTE_ADDR="198.51.100.7")
    token.refresh_from_db()
    first = token.last_used_at
    assert token.last_used_from == "198.51.100.7"
    ask(client, key, REMOTE_ADDR="198.51.100.8")
    token.refresh_from_db()
    assert (token.last_used_at, token.last_used_from) == (first, "198.51.100.7")
    assert token.history.count() == 1


def test_each_answer_says_how_many_requests_are_left_and_too_many_are_refused(
    client, taocheng_officer, settings
):
    settings.API_REQUESTS_A_MINUTE = 2
    _token, key = make_token(taocheng_officer)
    _other, other_key = make_token(taocheng_officer)

    answers = [ask(client, key) for _one in range(3)]

    # A new minute of the clock may begin in between.
    if answers[2].status_code == 200:
        answers += [ask(client, key) for _one in range(3)]
    assert answers[0]["RateLimit-Limit"] == "2"
    assert answers[0]["RateLimit-Remaining"] == "1"
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["RateLimit-Remaining"] == "0"
    assert answers[-1].json()["code"] == "throttled"
    assert ask(client, other_key).status_code == 200


def test_tokens_are_for_accounts_without_a_password(hedong):
    person = make_user("person", Role.TOWNSHIP_OFFICER, hedong, password="demo-demo-1")

    with pytest.raises(ValidationError, match="service accounts"):
        make_token(person)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"networks": "10.13.0.0/16 here"}, "one network to a line"),
        ({"expiry": timezone.now() - timedelta(days=1)}, "has passed"),
        ({"name": ""}, "blank"),
    ],
)
def test_a_token_without_sense_is_not_issued(taocheng_officer, wrong, sentence):
    with pytest.raises(ValidationError, match=sentence):
        make_token(taocheng_officer, **wrong)


def test_the_database_refuses_a_token_without_a_name(taocheng_officer):
    token, _key = make_token(taocheng_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(name="")


def test_an_administrator_issues_a_token_sees_its_key_once_and_revokes_it(
    client, client_of, city_admin, taocheng_officer
):
    admin = client_of(city_admin)
    values = {
        "name": "省平台",
        "user": taocheng_officer.pk,
        "is_read_only": "on",
        "networks": "",
        "expiry_0": "2030-12-31",
        "expiry_1": "00:00:00",
    }
    issued = admin.post(reverse("admin:accounts_apitoken_add"), values)

    key = issued.context["key"]
    assert key in issued.content.decode()
    assert "no-store" in issued["Cache-Control"]
    assert ask(client, key).status_code == 200
    token = ApiToken.objects.get()
    page = reverse("admin:accounts_apitoken_change", args=[token.pk])
    assert key not in admin.get(page).content.decode()
    revoke = reverse("admin:accounts_apitoken_revoke", args=[token.pk])
    assert admin.get(revoke).status_code == 200
    assert ask(client, key).status_code == 200
    admin.post(revoke)
    assert ask(client, key).status_code == 401


def test_tokens_are_the_city_administrators(client_of, taocheng_officer):
    staff = make_user("staff", is_staff=True)

    assert client_of(staff).get(reverse("admin:accounts_apitoken_add")).status_code == 403
    assert not ApiToken.objects.visible_to(taocheng_officer).exists()
