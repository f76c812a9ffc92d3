"""Appointing somebody to a post: typed, not chosen from a list of a whole county."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from personnel.models import Posting
from tests.personnel.factories import make_certificate, make_position, make_worker
from tests.stations.factories import make_station


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def page(hedong):
    return reverse("personnel:position-appoint", args=[make_position(make_station(hedong)).code])


@pytest.fixture
def officer(taocheng_officer, client_of):
    return client_of(taocheng_officer)


@pytest.fixture
def person(hedong):
    return make_certified(hedong, "张三")


def make_certified(region, name, **overrides):
    worker = make_worker(region, name=name, **overrides)
    make_certificate(worker)
    return worker


def asked(typed, **others):
    return {"worker": typed, "on": "2022-06-01"} | others


@pytest.mark.parametrize("typed", ["张三", "zhangsan", "zs", "SW-00001", "sw-00001"])
def test_one_who_fits_is_appointed(typed, page, officer, person):
    assert officer.post(page, asked(typed)).status_code == 302
    assert Posting.objects.get().worker == person


def test_of_several_who_fit_one_is_chosen_next(page, officer, person, hedong):
    other = make_certified(hedong, "张三丰")

    offered = BeautifulSoup(officer.post(page, asked("张三")).content, "html.parser")

    codes = [choice["value"] for choice in offered.select("input[type=radio][name=chosen]")]
    assert codes == [person.code, other.code]
    assert not Posting.objects.exists()
    assert officer.post(page, asked("张三", chosen=other.code)).status_code == 302
    assert Posting.objects.get().worker == other


@pytest.mark.parametrize("typed", ["李四", "外县人", "离册人"])
def test_nobody_else_is_found(typed, page, officer, person, zaoqiang, hedong):
    make_certified(zaoqiang, "外县人")
    make_certified(hedong, "离册人", register_ended_on=date(2022, 1, 1), register_end_reason="retired")

    assert "Nobody with this code or name" in officer.post(page, asked(typed)).text
    assert not Posting.objects.exists()


def test_too_many_who_fit_are_not_listed(page, officer, hedong):
    for number in range(21):
        make_worker(hedong, name=f"王{number}")

    answer = officer.post(page, asked("王"))

    assert "More than 20 people fit" in answer.text
    assert 'type="radio"' not in answer.text


def test_somebody_chosen_who_does_not_fit_is_not_taken(page, officer, person, hedong):
    other = make_certified(hedong, "李四")
    make_certified(hedong, "张三丰")

    assert officer.post(page, asked("张三", chosen=other.code)).status_code == 200
    assert not Posting.objects.exists()


def test_the_page_costs_the_same_however_many_people_there_are(page, officer, hedong):
    def queries():
        with CaptureQueriesContext(connection) as asked_for:
            assert officer.get(page).status_code == 200
        return len(asked_for)

    queries()
    few = queries()
    for number in range(5):
        make_worker(hedong, name=f"王{number}")
    assert queries() == few
