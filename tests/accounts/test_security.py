"""The doors of accounts: failures and locks, idle sessions, given passwords, second factors, and the log."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.checks import Tags, run_checks
from django.test import Client
from django.utils import timezone

from accounts.models import RoleAssignment, SecurityEvent, User
from accounts.roles import Role
from accounts.rules.networks import address_of, clean_address
from tests.accounts.factories import make_user
from tests.accounts.test_sign_in import PASSWORD

pytestmark = pytest.mark.django_db
OFFICE, HOME = "203.0.113.7", "198.51.100.9"
OTHER_PASSWORD = "梧桐树下的长椅-31号"


@pytest.fixture
def officer(taocheng):
    return make_user("officer", Role.COUNTY_OFFICER, taocheng, password=PASSWORD)


@pytest.fixture
def city_client(city, client_of):
    return client_of(make_user("keeper", Role.MUNICIPAL_ADMIN, city, is_staff=True, password=PASSWORD))


def sign_in(name="officer", password=PASSWORD, address=OFFICE, client=None, **headers):
    """The answer to a sign-in from an address, and the client."""
    client = client or Client(REMOTE_ADDR=address, headers=headers)
    return client.post("/accounts/login/", {"login": name, "password": password}), client


def is_in(client):
    return "_auth_user_id" in client.session


def kinds(user):
    return list(SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


# Failures and locks


def test_five_failures_lock_the_account_at_that_address_alone(officer):
    for _attempt in range(5):
        sign_in(password="wrong", address=HOME)

    assert not is_in(sign_in(address=HOME)[1])
    assert is_in(sign_in(address=OFFICE)[1])


def test_an_administrator_lifts_the_lock(officer, city_client):
    for _attempt in range(6):
        sign_in(password="wrong")
    assert not is_in(sign_in()[1])

    address = f"/admin/accounts/user/{officer.pk}/unlock/"
    assert city_client.get(address).status_code == 200
    assert not is_in(sign_in()[1])
    city_client.post(address)

    assert is_in(sign_in()[1])
    assert SecurityEvent.objects.get(kind="unlocked").by.username == "keeper"


def test_nobody_else_lifts_it(officer, client_of, taocheng_officer):
    client = client_of(taocheng_officer)
    assert client.post(f"/admin/accounts/user/{officer.pk}/unlock/").status_code in (302, 403, 404)

    assert not SecurityEvent.objects.filter(kind="unlocked").exists()


def test_what_goes_on_at_an_address_does_not_shut_out_whoever_works_there(officer):
    assert is_in(sign_in()[1])
    for attempt in range(120):
        sign_in(name=f"nobody{attempt}", password="wrong")

    assert not is_in(sign_in(name="nobody", password="wrong")[1])
    assert is_in(sign_in()[1])


def test_an_account_attacked_from_everywhere_stays_open_where_it_is_used(officer):
    assert is_in(sign_in()[1])
    for number in range(60):
        sign_in(password="wrong", address=f"192.0.2.{number}")

    assert not is_in(sign_in(address=HOME)[1])
    assert is_in(sign_in()[1])


def test_an_office_begins_its_day_behind_one_address(taocheng):
    for number in range(40):
        make_user(f"clerk{number}", Role.COUNTY_OFFICER, taocheng, password=PASSWORD)

    assert all(is_in(sign_in(name=f"clerk{number}")[1]) for number in range(40))


def test_behind_a_proxy_the_callers_address_counts(officer, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _attempt in range(6):
        sign_in(password="wrong", address="10.0.0.1", x_forwarded_for=HOME)

    assert not is_in(sign_in(address="10.0.0.1", x_forwarded_for=HOME)[1])
    assert is_in(sign_in(address="10.0.0.1", x_forwarded_for=OFFICE)[1])
    assert SecurityEvent.objects.filter(kind="failed").first().address == HOME


@pytest.mark.parametrize("header", ["", "unknown", "a, b", "203.0.113.7:4711", "[2001:db8::1]:80", ",,,"])
def test_no_header_of_a_proxy_stops_a_sign_in(header, officer, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2

    assert is_in(sign_in(address="10.0.0.1", x_forwarded_for=header)[1])


def test_addresses_are_written_once_for_all(rf):
    assert clean_address("[2001:DB8::1]:443") == "2001:db8::1"
    assert clean_address("203.0.113.7:80") == "203.0.113.7"
    assert clean_address("somewhere") == ""
    assert address_of(rf.get("/", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=HOME)) == "203.0.113.7"


def test_a_proxy_that_the_settings_do_not_know_is_told_in_the_log_once(client, caplog):
    with caplog.at_level(logging.WARNING, logger="accounts.duties"):
        for _request in range(3):
            client.get("/healthz", headers={"x-forwarded-for": HOME})

    assert caplog.text.count("TRUSTED_PROXY_COUNT is 0") == 1


def test_a_proxy_that_the_settings_do_not_know_is_told_at_the_start(settings):
    settings.SECURE_HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 0
    assert [one.id for one in run_checks(tags=[Tags.security])] == ["accounts.W001"]

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert run_checks(tags=[Tags.security]) == []

    settings.SECURE_HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = False, 0
    assert run_checks(tags=[Tags.security]) == []


# The log


def test_sign_in_failure_and_sign_out_are_noted(officer):
    sign_in(password="wrong")
    _answer, client = sign_in()
    client.post("/accounts/logout/")

    assert kinds(officer) == ["failed", "signed_in", "signed_out"]
    assert {event.address for event in SecurityEvent.objects.all()} == {OFFICE}
    sign_in(name="nobody")
    assert SecurityEvent.objects.get(user=None).username == "nobody"


def test_people_see_their_own_sign_ins_and_nobody_else_s(officer, zaoqiang_officer, client_of):
    _answer, client = sign_in()

    assert OFFICE in client.get("/accounts/sign-ins/").content.decode()
    assert OFFICE not in client_of(zaoqiang_officer).get("/accounts/sign-ins/").content.decode()


def test_the_other_sessions_can_be_ended(officer):
    _answer, one = sign_in()
    _answer, other = sign_in(address=HOME)
    assert HOME in one.get("/accounts/sign-ins/").content.decode()

    one.post("/accounts/sign-ins/end/")

    assert one.get("/accounts/me/").status_code == 200
    assert other.get("/accounts/me/").status_code == 302


def test_the_city_reads_the_log_and_writes_none_of_it(officer, city_client):
    sign_in(password="wrong")
    entry = SecurityEvent.objects.get()

    assert "officer" in city_client.get("/admin/accounts/securityevent/").content.decode()
    city_client.post(f"/admin/accounts/securityevent/{entry.pk}/change/", {"kind": "signed_in"})
    city_client.post(f"/admin/accounts/securityevent/{entry.pk}/delete/", {"post": "yes"})
    assert SecurityEvent.objects.get().kind == "failed"


# Idle


def test_a_session_that_nobody_uses_ends(officer, monkeypatch):
    _answer, client = sign_in()
    now = timezone.now()
    monkeypatch.setattr("accounts.duties.timezone.now", lambda: now + timedelta(minutes=20))
    assert client.get("/accounts/me/").status_code == 200
    monkeypatch.setattr("accounts.duties.timezone.now", lambda: now + timedelta(minutes=45))
    assert client.get("/accounts/me/").status_code == 200
    monkeypatch.setattr("accounts.duties.timezone.now", lambda: now + timedelta(minutes=80))

    assert client.get("/accounts/me/")["Location"].startswith("/accounts/login/")
    assert not is_in(client)
    assert kinds(officer)[-1] == "idle"


@pytest.mark.parametrize("cookie", ["", "99999999999:forged", "99999999999"])
def test_nobody_prolongs_a_session_by_a_cookie_of_their_own(cookie, officer, monkeypatch):
    _answer, client = sign_in()
    client.cookies["last_use"] = cookie
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr("accounts.duties.timezone.now", lambda: later)

    assert client.get("/accounts/me/").status_code == 302
    assert not is_in(client)


def test_reading_writes_nothing_also_a_while_after_the_sign_in(
    officer, monkeypatch, django_assert_max_num_queries
):
    _answer, client = sign_in()
    client.get("/accounts/me/")
    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr("accounts.duties.timezone.now", lambda: later)
    with django_assert_max_num_queries(100) as queries:
        client.get("/accounts/me/")

    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


# Passwords


def change(client, new, old=PASSWORD):
    return client.post("/accounts/password/", {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.parametrize(
    "password",
    [
        *("qwertyuiopas", "hengshui2026", "Hengshui@2026", "shegongzhan1", "P@ssw0rd2026", "asdfghjkl123"),
        *("1qaz2wsx3edc", "社工站2026社工站", "aaaaaaaaaaaa", "0000000000", "20260101abcd", "password12345"),
        *("衡水市民政局123456", "zaoqiang20221", "admin1234567", "ababababab"),
    ],
)
def test_what_is_tried_first_is_no_password(password, officer):
    _answer, client = sign_in()

    page = BeautifulSoup(change(client, password).content, "html.parser")
    assert page.select(".invalid-feedback, .alert-danger, .errorlist")
    assert is_in(sign_in(address=HOME)[1])


@pytest.mark.parametrize("password", [OTHER_PASSWORD, "gr8-Winter-tea", "x7Kp2mQ9vT"])
def test_words_of_ones_own_are_a_password(password, officer):
    _answer, client = sign_in()

    assert change(client, password).status_code == 302
    assert is_in(sign_in(password=password, address=HOME)[1])


def test_the_last_passwords_are_not_taken_again(officer):
    _answer, client = sign_in()
    assert change(client, PASSWORD).status_code == 200
    assert change(client, OTHER_PASSWORD).status_code == 302
    _answer, client = sign_in(password=OTHER_PASSWORD)

    assert change(client, PASSWORD, old=OTHER_PASSWORD).status_code == 200
    assert not is_in(sign_in(address=HOME)[1])


def test_a_password_from_an_administrator_is_changed_before_anything_else_opens(officer, city_client):
    given = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD, "usable_password": "true"}
    assert city_client.post(f"/admin/accounts/user/{officer.pk}/password/", given).status_code == 302
    _answer, client = sign_in(password=OTHER_PASSWORD)

    for address in ("/", "/stations/", "/accounts/me/", "/accounts/two-factor/"):
        assert client.get(address)["Location"] == "/accounts/password/"
    answer = client.get("/api/v1/stations/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert client.get("/accounts/password/").status_code == 200
    assert change(client, "河边的第三棵柳树-7", old=OTHER_PASSWORD).status_code == 302
    _answer, client = sign_in(password="河边的第三棵柳树-7")
    assert client.get("/stations/").status_code == 200
    assert "password_given" in kinds(officer)


def test_the_first_password_of_a_new_account_is_changed(city_client, taocheng):
    form = {"username": "newcomer", "full_name": "新人", "usable_password": "true"}
    form |= {"password1": PASSWORD, "password2": PASSWORD}
    form |= {f"role_assignments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    city_client.post("/admin/accounts/user/add/", form)

    assert User.objects.get(username="newcomer").must_change_password


# Roles and second factors


def test_nobody_gives_themselves_a_role(city_client, taocheng):
    keeper = User.objects.get(username="keeper")
    prefix = "role_assignments"
    form = {"username": "keeper", "is_active": "on", "is_staff": "on", "full_name": "", "email": ""}
    form |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    form |= {
        f"{prefix}-0-role": "county_officer",
        f"{prefix}-0-region": taocheng.pk,
        f"{prefix}-0-user": keeper.pk,
    }
    city_client.post(f"/admin/accounts/user/{keeper.pk}/change/", form)

    assert RoleAssignment.objects.filter(user=keeper).count() == 1


def test_a_role_can_ask_for_a_second_factor(city_client, client_of, taocheng_officer, settings):
    settings.SECOND_FACTOR_ROLES = ["municipal_admin"]

    assert city_client.get("/stations/")["Location"] == "/accounts/two-factor/totp/activate/"
    assert city_client.get("/admin/")["Location"] == "/accounts/two-factor/totp/activate/"
    assert city_client.get("/api/v1/stations/").status_code == 403
    assert client_of(taocheng_officer).get("/stations/").status_code == 200
    Authenticator.objects.create(
        user=User.objects.get(username="keeper"), type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    assert city_client.get("/stations/").status_code == 200
