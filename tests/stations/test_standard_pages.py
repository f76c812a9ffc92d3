"""The checklist in the browser and over the API."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from stations.models import StandardAnswer
from tests.accounts.factories import make_user
from tests.reports.pages import panel, parsed, queries_of, words
from tests.stations.factories import make_answer, make_standard


@pytest.fixture
def standard(db):
    return make_standard(
        {"code": "door", "text": "挂牌"},
        {"code": "area", "text": "场地面积", "kind": "number", "unit": "m²", "minimum": 50},
        {"code": "room", "text": "个案室", "kind": "choice", "choices": "专用\n无", "fulfilling": "专用"},
    )


@pytest.fixture
def items(standard):
    return {one.code: one for one in standard.items.all()}


@pytest.fixture
def url(station):
    return reverse("stations:station-standard", args=[station.code])


@pytest.fixture
def officer(hedong_officer, client_of):
    return client_of(hedong_officer)


def test_the_officer_answers_all_items_in_one_form(standard, url, officer, hedong_officer):
    form = {"door": "yes", "area": "60", "area-note": "含走廊", "room": "无"}
    response = officer.post(url, form, follow=True)
    page = parsed(response)
    assert "3 answers were saved." in page.text
    assert words(page.find(class_="standard-summary")).startswith(
        "3/3 answered · 2 fulfilled · 1 mandatory not"
    )
    assert page.find("input", {"name": "area"})["value"] == "60"
    assert page.find("option", value="yes", selected=True)
    assert set(StandardAnswer.objects.values_list("answered_by__username", flat=True)) == {"hedong"}


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(standard, url, officer):
    page = parsed(officer.post(url, {"door": "yes", "area": "many", "room": "大厅"}))
    assert "number from 0 on" in page.find(id="errors-area").text
    assert "valid choice" in page.find(id="errors-room").text
    assert words(page.find(id="errors-door")) == ""
    assert page.find("input", {"name": "area"})["value"] == "many"
    assert not StandardAnswer.objects.exists()


def test_a_number_too_fine_is_refused_beside_its_field(standard, url, officer):
    page = parsed(officer.post(url, {"door": "yes", "area": "1.234"}))
    assert "two decimals" in page.find(id="errors-area").text
    assert not StandardAnswer.objects.exists()


def test_every_field_has_a_label(standard, url, officer):
    form = parsed(officer.get(url)).find("form", {"aria-labelledby": "checklist"})
    labelled = {label["for"] for label in form.find_all("label")}
    for field in form.find_all(["input", "select"]):
        assert field.get("type") == "hidden" or field.get("aria-label") or field["id"] in labelled


def test_readers_see_the_answers_and_change_none(items, station, url, viewer, client_of):
    make_answer(station, items["area"], "60")
    client = client_of(viewer)
    page = parsed(client.get(url))
    assert "60" in page.find("table").text
    assert page.find("table").find_all(["input", "select"]) == []
    assert client.post(url, {"area": "10"}).status_code == 403
    assert StandardAnswer.objects.get().value == "60"


def test_another_county_does_not_find_the_page(standard, url, zaoqiang_officer, client_of):
    assert client_of(zaoqiang_officer).get(url).status_code == 404
    assert client_of(zaoqiang_officer).post(url, {"door": "yes"}).status_code == 404


def test_without_a_role_there_is_no_page(standard, url, client, client_of):
    assert client.get(url).status_code == 302
    assert client_of(make_user("nobody")).get(url).status_code == 403


def test_without_a_standard_the_page_says_who_writes_one(url, officer):
    response = officer.get(url)
    assert "A municipal administrator writes it" in response.content.decode()
    assert officer.post(url, {}).status_code == 302


def test_the_station_page_shows_what_is_mandatory_and_not_fulfilled(items, station, officer):
    make_answer(station, items["area"], "10")
    card = panel(BeautifulSoup(officer.get(station.get_absolute_url()).content, "html.parser"), "standard")
    assert "1/3 answered" in words(card)
    assert [words(item) for item in card.find_all("li")] == ["场地面积"]
    assert card.find("a")["href"] == reverse("stations:station-standard", args=[station.code])


def test_the_station_page_says_nothing_about_a_standard_that_is_not_there(station, officer):
    page = BeautifulSoup(officer.get(station.get_absolute_url()).content, "html.parser")
    assert panel(page, "standard") is None


def test_the_page_asks_as_often_for_many_items_as_for_one(station, url, officer):
    standard = make_standard({})
    few = queries_of(officer, url)
    standard.delete()
    longer = make_standard(*[{} for _item in range(20)])
    for item in longer.items.all():
        make_answer(station, item, "yes")
    many = queries_of(officer, url)
    assert len(many) == len(few) <= 10, "\n".join(many)


def test_standards_and_answers_are_read_over_the_api(standard, items, station, far_station, officer):
    make_answer(station, items["room"], "无", note="规划中")
    make_answer(far_station, items["room"], "专用")
    told = officer.get(f"/api/v1/construction-standards/{standard.code}/").json()
    assert [one["code"] for one in told["items"]] == ["door", "area", "room"]
    assert told["items"][2]["choices"] == ["专用", "无"]
    assert told["items"][2]["fulfilling"] == ["专用"]
    (answer,) = officer.get("/api/v1/standard-answers/", {"item": "room"}).json()["results"]
    assert answer == {
        "station": station.code,
        "standard": standard.code,
        "item": "room",
        "value": "无",
        "is_fulfilled": False,
        "note": "规划中",
        "answered_on": "2022-06-01",
    }
    assert officer.post("/api/v1/standard-answers/", {}).status_code in (403, 405)
