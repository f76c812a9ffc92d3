"""Several write at the same moment, by every door: a code is no reason to refuse anybody."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from exchange.resources.registry import RESOURCES
from personnel.models import SocialWorker
from services.models import Need, ServiceField, TargetGroup
from stations.models import GateRule
from tests.api.conftest import Caller
from tests.exchange.files import csv_text, do, upload
from tests.nouns import BY_API, stock
from tests.nouns.noun import COUNTY
from tests.stations.factories import make_service_model

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4
NUMBERED = [
    name
    for name, noun in BY_API.items()
    if noun.new and noun.keeper == COUNTY and hasattr(noun.model, "series")
]
ROWS = 200


def at_once(*works):
    """What each of the works answers; they begin at the same moment."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def house(hedong, zaoqiang_town):
    """What new records of the nouns lean on."""
    make_service_model()
    stock.make_stock(hedong, WRITERS + 1)
    stock.make_far(zaoqiang_town)
    GateRule.objects.update(is_active=False)


@pytest.mark.parametrize("noun", NUMBERED)
def test_systems_that_enter_records_at_once_are_all_heard(noun, house, taocheng_officer):
    new, systems = BY_API[noun].new, [Caller(taocheng_officer) for _one in range(WRITERS)]
    answers = at_once(
        *(
            lambda system=system, number=number: system.post(f"{noun}/", new(number))
            for number, system in enumerate(systems, start=1)
        )
    )

    assert [answer.status_code for answer in answers] == [201] * WRITERS, answers[0].content
    assert len({answer.json()["code"] for answer in answers}) == WRITERS


PERSON = {
    "sex": "female",
    "employer_type": "agency",
    "employment_type": "full_time",
    "education": "bachelor",
}


def test_counties_that_enter_people_at_once_are_all_heard(
    house, client_of, taocheng_officer, zaoqiang_officer
):
    before = SocialWorker.objects.count()

    def enters(officer, number):
        client = client_of(officer)
        county = officer.assignments[0].region
        sent = PERSON | {"name": f"示例人{number}", "home_region": county.code}
        return lambda: client.post(reverse("personnel:worker-add"), sent)

    officers = [taocheng_officer, zaoqiang_officer] * 2
    answers = at_once(*(enters(officer, number) for number, officer in enumerate(officers)))

    assert [answer.status_code for answer in answers] == [302] * 4, answers[0].context["form"].errors
    assert SocialWorker.objects.count() == before + 4


def form_of(client, url):
    """The hidden inputs of a form."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return {one["name"]: one.get("value", "") for one in soup.select("main form input[type=hidden]")}


def test_two_clicks_at_once_make_one_record_and_both_lead_to_it(house, client_of, taocheng_officer, hedong):
    client, url = client_of(taocheng_officer), reverse("services:need-create")
    keys = {
        "township": hedong.pk,
        "field": ServiceField.objects.get(code="ELDER_CARE").pk,
        "groups": [TargetGroup.objects.get(code="ELDER").pk],
    }
    sent = form_of(client, url) | {"name": "路灯不亮", "channel": "visit", "raised_on": "2022-05-10"} | keys
    clients = [client_of(taocheng_officer) for _one in range(WRITERS)]

    answers = at_once(*(lambda one=one: one.post(url, sent) for one in clients))

    need = Need.objects.get()
    assert {answer["Location"] for answer in answers} == {need.get_absolute_url()}


def test_an_import_commits_while_others_write_to_its_series(house, client_of, taocheng_officer):
    client, system, over = client_of(taocheng_officer), Caller(taocheng_officer), Event()
    headings = [str(column) for column in RESOURCES["needs"].columns if column.name in NEEDED]
    names = [column.name for column in RESOURCES["needs"].columns if column.name in NEEDED]
    rows = [[of_row(number)[name] for name in names] for number in range(ROWS)]
    batch = upload(client, "needs", csv_text([headings, *rows]).encode(), "needs.csv")
    assert batch.status == "checked", batch.message

    def follow():
        answers = []
        while not over.is_set():
            new = BY_API["needs"].new(len(answers) + 1)
            answers.append(system.post("needs/", new).status_code)
        return answers

    def commit():
        try:
            return do(client, batch, "commit").status
        finally:
            over.set()

    # As if somebody had written between the check and the import, too.
    assert system.post("needs/", BY_API["needs"].new(1)).status_code == 201
    written, status = at_once(follow, commit)

    assert (status, set(written)) == ("committed", {201}), batch.message
    assert Need.objects.count() == ROWS + 1 + len(written)


NEEDED = {"name", "township", "channel", "raised_on", "groups", "field"}


def of_row(number):
    return {
        "name": f"需求{number}",
        "township": "131102002",
        "channel": "visit",
        "raised_on": "2022-05-10",
        "groups": "ELDER",
        "field": "ELDER_CARE",
    }
