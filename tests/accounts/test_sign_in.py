"""Signing in, staying in, signing out."""

import pytest
from bs4 import BeautifulSoup

from accounts.roles import Role
from tests.accounts.factories import make_user

PASSWORD = "石榴树下的水井-2022"


@pytest.fixture
def officer(taocheng):
    return make_user("officer", Role.COUNTY_OFFICER, taocheng, password=PASSWORD)


def sign_in(client, **overrides):
    return client.post("/accounts/login/", {"login": "officer", "password": PASSWORD, **overrides})


@pytest.mark.django_db
def test_the_sign_in_page_is_chinese_whatever_the_browser_asks_for(client, settings):
    settings.LANGUAGE_CODE = "zh-hans"

    page = client.get("/accounts/login/", headers={"accept-language": "en"})

    assert BeautifulSoup(page.content, "html.parser").html["lang"] == "zh-hans"
    assert "登录" in page.content.decode()


def test_the_right_password_opens_the_overview(client, officer):
    assert sign_in(client).headers["Location"] == "/"


def test_a_wrong_password_is_refused_and_the_name_is_kept(client, officer):
    page = sign_in(client, password="wrong")

    form = BeautifulSoup(page.content, "html.parser")
    assert form.find("input", {"name": "login"})["value"] == "officer"
    assert form.select(".alert-danger, .invalid-feedback")


def test_after_five_failures_even_the_right_password_waits(client, officer):
    for _attempt in range(5):
        sign_in(client, password="wrong")

    assert sign_in(client).status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_a_page_asks_for_an_account_and_goes_on_where_one_wanted(client, officer):
    refused = client.get("/stations/")
    assert refused.headers["Location"] == "/accounts/login/?next=/stations/"

    assert sign_in(client, next="/stations/").headers["Location"] == "/stations/"


def test_nobody_can_sign_up(client, db):
    assert client.get("/accounts/signup/").status_code == 404


def test_signing_out_needs_a_button(client, officer):
    sign_in(client)

    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_my_account_names_my_roles(client, officer):
    sign_in(client)

    page = client.get("/accounts/me/").content.decode()
    assert "桃城区" in page
    assert "county officer" in page


def test_the_language_switch_turns_the_pages_english_and_back(client, officer):
    sign_in(client)

    client.post("/language/", {"language": "zh-hans", "next": "/accounts/me/"})
    assert "我的账户" in client.get("/accounts/me/").content.decode()
    client.post("/language/", {"language": "en", "next": "/accounts/me/"})
    assert "My account" in client.get("/accounts/me/").content.decode()


@pytest.mark.parametrize("path", ["/accounts/password/", "/accounts/two-factor/"])
def test_pages_of_ones_own_account_open(client, officer, path):
    sign_in(client)

    assert client.get(path).status_code == 200
