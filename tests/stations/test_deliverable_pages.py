"""A deliverable from the plan to its acceptance, through the pages."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stations import actions
from stations.models import Deliverable
from tests.stations.factories import make_community, make_deliverable, make_file

LIST = reverse("stations:deliverable-list")
MANY = reverse("stations:deliverable-accept-many")
ON, LATER = "2022-03-01", "2022-03-05"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def address(verb, deliverable):
    return reverse(f"stations:deliverable-{verb}", args=[deliverable.code])


@pytest.fixture
def township(hedong_officer, client_of):
    return client_of(hedong_officer)


@pytest.fixture
def county(taocheng_officer, client_of):
    return client_of(taocheng_officer)


def test_a_room_goes_from_entry_to_acceptance(township, county, station, hedong):
    community = make_community(hedong)
    room = station.service_model.components.get(code="COMMUNITY_ROOM")
    path = reverse("stations:deliverable-add", args=[station.code])

    page = township.get(f"{path}?component=COMMUNITY_ROOM")
    assert page.context["form"].initial["component"] == room
    township.post(path, {"component": room.pk, "name": "示例社工室", "community": community.pk})
    deliverable = Deliverable.objects.get()
    township.post(address("start", deliverable), {"on": "2022-02-01"})
    township.post(address("report", deliverable), {"on": ON})
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.reported_on) == ("reported", date(2022, 3, 1))
    county.post(address("return", deliverable), {"on": LATER, "comment": "缺照片"})
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.returned_on) == ("returned", date(2022, 3, 5))
    assert "缺照片" in text_of(township.get(deliverable.get_absolute_url()))
    township.post(address("report", deliverable), {"on": "2022-03-10"})
    assert "at least 1 files" in text_of(county.get(address("accept", deliverable)))
    assert "at least 1 files" in text_of(county.post(address("accept", deliverable), {"on": "2022-03-11"}))
    make_file(deliverable)
    county.post(address("accept", deliverable), {"on": "2022-03-11", "comment": "合格"})
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.comment) == ("accepted", "合格")


def test_a_room_outside_the_township_is_refused_beside_the_field(township, station, zaoqiang_town):
    room = station.service_model.components.get(code="COMMUNITY_ROOM")
    far = make_community(zaoqiang_town)
    path = reverse("stations:deliverable-add", args=[station.code])

    answer = township.post(path, {"component": room.pk, "name": "示例社工室", "community": far.pk})

    assert "Select a valid choice" in text_of(answer)
    assert 'value="示例社工室"' in answer.content.decode()
    assert not Deliverable.objects.exists()


def test_whoever_reported_it_is_not_offered_to_accept_it(county, station, taocheng_officer):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=date(2022, 3, 1), by=taocheng_officer)

    page = county.get(deliverable.get_absolute_url())
    answer = county.post(address("accept", deliverable), {"on": LATER})

    assert "You reported it; somebody else accepts it." in text_of(page)
    assert "somebody else has to accept it" in text_of(answer)
    deliverable.refresh_from_db()
    assert deliverable.status == "reported"


def test_a_return_says_what_is_missing(county, station, hedong_officer):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=date(2022, 3, 1), by=hedong_officer)

    answer = county.post(address("return", deliverable), {"on": LATER, "comment": " "})

    assert "Say what is missing; the station reads it." in text_of(answer)


def test_many_are_accepted_at_once_and_what_cannot_be_is_named(
    county, station, hedong_officer, taocheng_officer
):
    first, second, own = (make_deliverable(station, component="CORE_PROJECT") for _number in range(3))
    for deliverable, by in ((first, hedong_officer), (second, hedong_officer), (own, taocheng_officer)):
        actions.report_deliverable(deliverable, on=date(2022, 3, 1), by=by)
        make_file(deliverable)

    page = BeautifulSoup(county.get(LIST).content, "html.parser")
    boxes = page.find_all("input", {"name": "codes"})
    codes = [one.code for one in (first, second, own)]
    sent = {"on": LATER, "codes": codes, "once": page.find("input", {"name": "once"})["value"]}
    answer = county.post(MANY, sent, follow=True)
    again = county.post(MANY, sent, follow=True)

    # What one reported oneself is for somebody else to accept, and not offered.
    assert [box["value"] for box in boxes] == codes[:2]
    assert Deliverable.objects.accepted().count() == 2
    assert "2 deliverables accepted." in text_of(answer)
    assert "somebody else has to accept it" in text_of(answer)
    # Of two clicks the second refuses nothing that the first has done.
    assert "This form was sent already" in text_of(again)
    assert "somebody else" not in text_of(again)


def test_nothing_chosen_is_said(county, station):
    assert "Choose at least one deliverable." in text_of(county.post(MANY, {"on": LATER}, follow=True))


def test_nobody_accepts_what_lies_elsewhere(station, hedong_officer, zaoqiang_officer, client_of):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=date(2022, 3, 1), by=hedong_officer)

    client_of(zaoqiang_officer).post(MANY, {"on": LATER, "codes": [deliverable.code]})

    deliverable.refresh_from_db()
    assert deliverable.status == "reported"


def test_what_is_accepted_is_not_edited(county, station):
    deliverable = make_deliverable(station, accepted_on=date(2022, 5, 4))

    answer = county.post(
        address("edit", deliverable), {"component": deliverable.component_id, "name": "改名"}
    )

    assert "What is accepted is not changed any more." in text_of(answer)
    deliverable.refresh_from_db()
    assert deliverable.name != "改名"


@pytest.mark.parametrize("verb", ["edit", "start", "report", "accept", "return"])
def test_verbs_ask_for_their_permission(verb, station, auditor, zaoqiang_officer, client_of):
    path = address(verb, make_deliverable(station))

    assert client_of(auditor).get(path).status_code == 403
    assert client_of(zaoqiang_officer).get(path).status_code == 404


@pytest.mark.parametrize("verb", ["accept", "return"])
def test_a_township_does_not_accept(verb, station, township):
    assert township.post(address(verb, make_deliverable(station)), {"on": ON}).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(county, station, django_assert_num_queries, taocheng):

    make_deliverable(station)
    county.get(LIST)
    with CaptureQueriesContext(connection) as one:
        county.get(LIST)
    for _number in range(8):
        make_deliverable(station, component="ELECTIVE_PROJECT")
    with django_assert_num_queries(len(one)):
        county.get(LIST)


def test_after_a_verb_for_many_the_list_is_filtered_as_before(county, station, hedong_officer):
    deliverable = make_deliverable(station, component="CORE_PROJECT")
    actions.report_deliverable(deliverable, on=date(2022, 3, 1), by=hedong_officer)
    make_file(deliverable)
    page = BeautifulSoup(county.get(f"{LIST}?status=reported&sort=-code").content, "html.parser")
    form = page.select_one(f'form[action^="{MANY}"]')

    answer = county.post(form["action"], {"codes": [deliverable.code], "on": LATER})
    assert answer["Location"] == f"{LIST}?status=reported&sort=-code"
    deliverable.refresh_from_db()
    assert deliverable.status == "accepted"
