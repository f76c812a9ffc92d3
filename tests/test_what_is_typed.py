"""What people type by page, over the API and in files: one cleaning of texts, one form of codes, days."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from exchange.resources.registry import RESOURCES
from personnel.models import Certificate
from personnel.rules.identifiers import clean_certificate_number, clean_mobile
from services.models import Need
from stations.models import Agency, Station
from tests.api.conftest import Caller, errors_in
from tests.exchange.files import csv_text, errors_of, upload
from tests.nouns import BY_API, stock
from tests.personnel.factories import make_certificate, make_worker
from tests.stations.factories import make_agency, make_service_model, make_station

pytestmark = pytest.mark.django_db

JOINED = "河\u200b东\u00ad社　工\u202e站"
LISTS = ["personnel:certificate-list", "personnel:worker-list", "reports:overview", "reports:task-list"]
SEEN = "河东社 工站"


@pytest.fixture
def house(hedong, zaoqiang_town):
    make_service_model()
    stock.make_stock(hedong, 2)
    stock.make_far(zaoqiang_town)


@pytest.fixture
def taocheng_system(taocheng_officer):
    return Caller(taocheng_officer)


@pytest.fixture
def client(client_of, taocheng_officer):
    return client_of(taocheng_officer)


@pytest.fixture
def zaoqiang_system(zaoqiang_officer):
    return Caller(zaoqiang_officer)


def in_file(resource, **values):
    """A file of one row."""
    columns = {column.name: str(column) for column in RESOURCES[resource].columns}
    return csv_text([[columns[name] for name in values], list(values.values())]).encode()


def need(**values):
    return BY_API["needs"].new(1) | values


# Texts


def test_invisible_signs_are_dropped_by_page_api_and_file(house, taocheng_system, client):
    by_api = taocheng_system.post("needs/", need(name=JOINED, text=f"\ufeff{JOINED}\r\n一"))
    assert (by_api.status_code, by_api.json()["name"]) == (201, SEEN)
    assert by_api.json()["text"] == "河东社　工站\n一"

    code = by_api.json()["code"]
    page = client.get(reverse("services:need-edit", args=[code]))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert client.post(page.request["PATH_INFO"], sent | {"name": f"\u2060{JOINED}二"}).status_code == 302
    assert Need.objects.get().name == f"{SEEN}二"

    batch = upload(client, "needs", in_file("needs", code=code, name=f"{SEEN}\u200b二"), "needs.csv")
    assert (batch.status, batch.unchanged_count) == ("checked", 1)


@pytest.mark.parametrize("nothing", ["\u200b", "\u3164", "\u00ad\u2800", "\u202e　"])
def test_a_name_of_invisible_signs_is_no_name(nothing, house, taocheng_system, client):
    assert taocheng_system.post("needs/", need(name=nothing)).status_code == 422
    assert "name" in client.post(reverse("services:need-create"), {"name": nothing}).context["form"].errors
    batch = upload(client, "needs", in_file("needs", **in_words(need(name=nothing))), "needs.csv")
    assert [column for _row, column, _sentence in errors_of(batch)] == ["name"]
    assert not Need.objects.exists()


def in_words(values):
    """The values as cells hold them."""
    return {name: "、".join(value) if isinstance(value, list) else value for name, value in values.items()}


def test_an_invisible_sign_in_a_search_finds_what_is_seen(house, client):
    make_station(Station.objects.first().township, name="新建社工站", code="ST-131102002-77")

    page = client.get(reverse("stations:station-list"), {"q": "新\u200b建\ufeff"})

    assert "ST-131102002-77" in page.content.decode()


def test_a_telephone_with_signs_of_direction_is_understood():
    assert clean_mobile("\u202d138\u200b0000 1234\u202c") == "13800001234"
    assert clean_certificate_number(" \u200e1234567890ab\u200e") == "1234567890AB"


@pytest.mark.parametrize("length", [1001, 1200])
def test_a_text_that_is_too_long_is_refused_by_every_door(length, house, taocheng_system, client):
    text = "长" * length
    answer = taocheng_system.post("needs/", need(text=text))
    assert (answer.status_code, errors_in(answer)[0][1]) == (422, "text")
    batch = upload(client, "needs", in_file("needs", **in_words(need(text=text))), "needs.csv")
    assert [column for _row, column, _sentence in errors_of(batch)] == ["text"]
    assert "text" in client.post(reverse("services:need-create"), {"text": text}).context["form"].errors


# Days


@pytest.mark.parametrize(
    "day", ["0023-05-01", "0202-05-01", "1023-05-01", "1949-09-30", "3000-01-01", "9999-12-31"]
)
def test_a_day_of_no_record_is_refused_by_every_door(day, house, taocheng_system, client):
    answer = taocheng_system.post("needs/", need(raised_on=day))
    assert (answer.status_code, errors_in(answer)[0][1]) == (422, "raised_on")
    batch = upload(client, "needs", in_file("needs", **in_words(need(raised_on=day))), "needs.csv")
    assert "raised_on" in [column for _row, column, _sentence in errors_of(batch)]
    assert (
        "raised_on" in client.post(reverse("services:need-create"), {"raised_on": day}).context["form"].errors
    )


def test_a_certificate_of_an_impossible_year_that_is_there_breaks_no_list(house, client, hedong):
    worker = make_worker(hedong, name="示例老证", code="SW-88888")
    certificate = make_certificate(worker)
    for day in ("0001-01-01", "9999-12-31"):
        Certificate.objects.filter(pk=certificate.pk).update(issued_on=day)
        for route in LISTS:
            assert client.get(reverse(route)).status_code == 200, (route, day)


# Codes


@pytest.mark.parametrize(
    ("noun", "code"),
    [
        ("stations", "ST-131102002-1/2"),
        ("agencies", "AG-1/2"),
        ("agencies", "AG-SHIYAN-2026-0001"),
        ("agencies", "AG-99999999999999"),
        ("workers", "SW-TAOCHENG-0001"),
        ("deliverables", "DV-131102002-1-0?"),
        ("positions", "PO-131102002-1-x y"),
        ("needs", "ND-131121100-0001"),
    ],
)
def test_a_code_of_another_form_is_refused_and_blocks_no_series(
    noun, code, house, taocheng_system, zaoqiang_system, client
):
    new, model = BY_API[noun].new(1), BY_API[noun].model
    before = model.objects.count()
    for answer in (
        taocheng_system.post(f"{noun}/", new | {"code": code}),
        taocheng_system.post(f"{noun}/bulk/", [new | {"code": code}]),
    ):
        assert answer.status_code == 422, answer.content
        assert {error[1] for error in errors_in(answer)} == {"code"}
    file = in_file(noun, code=code, **in_words(new))
    batch = upload(client, noun, file, "file.csv")
    assert "code" in [column for _row, column, _sentence in errors_of(batch)]
    assert model.objects.count() == before

    assert taocheng_system.post(f"{noun}/", new).status_code == 201
    elsewhere = zaoqiang_system.post(f"{noun}/", BY_API[noun].new(2) | BY_API[noun].elsewhere)
    assert elsewhere.status_code == 201, elsewhere.content


@pytest.mark.parametrize("written", ["AG-SHIYAN-2026-0001", "AG-99999999999999", "AG-999999999", "AG-9/9"])
def test_a_code_that_some_hand_wrote_before_blocks_nobody(written, house, taocheng, zaoqiang_system):
    Agency.objects.filter(pk=make_agency(taocheng).pk).update(code=written)
    answers = [
        zaoqiang_system.post("agencies/", BY_API["agencies"].new(number) | BY_API["agencies"].elsewhere)
        for number in (1, 2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201], answers[-1].content


@pytest.mark.parametrize("odd", ["ST-1/2", "ST 1?#", "..", ".", "ST~1", "ST%2F1", "站/一"])
def test_a_code_from_before_the_rule_is_listed_found_and_read(odd, house, client, taocheng):
    station = Station.objects.first()
    Station.objects.filter(pk=station.pk).update(code=odd, name="斜杠社工站")

    listed = client.get(reverse("stations:station-list"))
    links = [link["href"] for link in BeautifulSoup(listed.content, "html.parser").select("tbody a")]
    station.refresh_from_db()
    assert station.get_absolute_url() in links
    for address in (
        station.get_absolute_url(),
        reverse("reports:region", args=[taocheng.code]),
        f"{reverse('reports:search')}?q=斜杠",
        reverse("personnel:worker-list"),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
    assert "斜杠社工站" in client.get(station.get_absolute_url()).content.decode()
