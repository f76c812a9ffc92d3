"""What is exported for editing comes back unchanged; what it holds follows filter, order and scope."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from accounts.actions.saved_filter import list_of
from core import limits
from exchange.importing.workbooks import for_editing
from exchange.resources.registry import RESOURCES
from exchange.views.lists import EditableListView
from personnel.models import SocialWorker
from services.models import Need
from stations.models import Station
from tests.exchange.files import errors_of, upload, workbook
from tests.exchange.nouns import make_one_of_each
from tests.personnel.factories import (
    make_certificate,
    make_registration,
)
from tests.routes import ROUTES, text_of
from tests.services.factories import make_need
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_station,
)

pytestmark = pytest.mark.django_db

NAMES = [
    "=1+1",
    "'=1+1",
    "''@x",
    "-减号",
    "+加",
    "@某",
    "  首尾空格 ",
    "１２３全角",
    '"引号",逗号',
    "第一行\n第二行",
    "'n",
    "0012",
    "＝SUM(1)",
    "＠全角",
    "\n=换行在前",
]
LISTS = {
    view.resource_name: route
    for route in ROUTES
    if (view := list_of(route)) and issubclass(view, EditableListView)
}
# Lists of people leave by POST, on a page of their own.
PEOPLE = {
    name: export for name, route in LISTS.items() if (export := route.replace("-list", "-export")) in ROUTES
}


@pytest.fixture
def records(hedong, taocheng):
    """Every noun, with values that a spreadsheet likes to spoil."""
    for name in NAMES:
        station = make_one_of_each(hedong, name)
        Station.objects.filter(pk=station.pk).update(name=name)
    make_registration(make_certificate(SocialWorker.objects.last(), level=2))
    make_deliverable(station, component="COMMUNITY_ROOM")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("resource", RESOURCES)
def test_every_noun_comes_back_unchanged(resource, language, records, client_for, sender_of):
    declared = RESOURCES[resource]
    rows = declared.model.objects.select_related(*declared.select_related).order_by("pk")
    with translation.override(language):
        content = for_editing(declared, sender_of(resource), rows)

    batch = upload(client_for(resource), resource, content)

    assert (batch.message, errors_of(batch)) == ("", [])
    assert [row.differences for row in batch.rows.all()] == []
    assert batch.unchanged_count == rows.count() > 0


@pytest.mark.parametrize("file_type", ["edit-xlsx", "edit-csv"])
@pytest.mark.parametrize("resource", [name for name in LISTS if name not in PEOPLE])
def test_the_lists_file_for_editing_comes_back_unchanged(resource, file_type, records, client_for):
    client = client_for(resource)
    answer = client.get(reverse(LISTS[resource]), {"export": file_type})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    batch = upload(client, resource, content)

    assert errors_of(batch) == []
    kept = RESOURCES[resource].model.objects.count()
    assert kept >= len(NAMES)
    assert (batch.unchanged_count, batch.changed_count, batch.new_count) == (kept, 0, 0)


@pytest.mark.parametrize("file_type", ["edit-xlsx", "edit-csv"])
@pytest.mark.parametrize("resource", PEOPLE)
def test_a_marked_file_of_people_comes_back_unchanged(resource, file_type, records, officer):
    answer = officer.post(reverse(PEOPLE[resource]), {"file": file_type, "numbers": "masked"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    batch = upload(officer, resource, content)

    assert errors_of(batch) == []
    records = RESOURCES[resource].model.objects.count()
    assert (batch.unchanged_count, batch.changed_count, batch.new_count) == (records, 0, 0)


def test_the_file_for_editing_follows_filter_and_order(officer, hedong, hexi):
    for name in ("甲", "乙", "丙"):
        make_station(hedong, name=name)
    make_station(hexi, name="别处")

    query = {"export": "edit-csv", "region": hedong.code, "sort": "-code"}
    lines = list(csv.reader(io.StringIO(text_of(officer.get(reverse("stations:station-list"), query)))))

    assert [line[1] for line in lines[1:]] == ["丙", "乙", "甲"]


def test_the_file_for_editing_holds_only_what_one_may_change(officer, hedong, zaoqiang, zaoqiang_town):
    make_station(zaoqiang_town, name="枣强站")
    guest = make_agency(zaoqiang, name="客人", phone="12345678")
    make_engagement(guest, make_station(hedong))

    stations = text_of(officer.get(reverse("stations:station-list"), {"export": "edit-xlsx"}))
    agencies = text_of(officer.get(reverse("stations:agency-list"), {"export": "edit-csv"}))

    assert "枣强" not in stations
    assert "12345678" not in agencies


def test_a_reader_gets_no_file_for_editing(hedong, viewer, client_of):
    make_station(hedong)
    reader = client_of(viewer)

    assert reader.get(reverse("stations:station-list"), {"export": "edit-csv"}).status_code == 403
    assert "for editing" not in reader.get(reverse("stations:station-list")).content.decode()


def test_the_template_has_drop_downs_help_and_examples(officer, hedong, zaoqiang_town):
    answer = officer.get(reverse("exchange:template", args=["stations"]))

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Stations", "Help", "Lists"]
    headings = book.get_sheet_by_index(0).to_python()[0]
    assert headings[:3] == ["Code", "Name*", "Township or subdistrict*"]
    assert "河东街道社工站" in str(book.get_sheet_by_index(1).to_python())
    lists = book.get_sheet_by_index(2).to_python(skip_empty_area=False)
    assert lists[0][2] == "131102002 河东街道"
    assert lists[0][4] == "agency's own site"
    xml = text_of(answer)
    assert xml.count("<dataValidation ") == len(RESOURCES["stations"].columns)
    assert "枣强" not in xml


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_columns_of_a_noun_have_headings_of_their_own(resource):
    headings = [heading for column in RESOURCES[resource].columns for heading in column.headers]

    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_filled_template_is_understood(resource, client_for):
    client = client_for(resource)
    template = client.get(reverse("exchange:template", args=[resource])).content
    headings = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    examples = [column.declared.example or "x" for column in RESOURCES[resource].columns]

    batch = upload(client, resource, workbook([headings, examples]))

    assert (batch.message, batch.total_count) == ("", 1)


def test_a_text_longer_than_a_cell_comes_back_refused_or_whole(hedong, client_for, sender_of):
    need = make_need(hedong)
    text = "长" * 40_000
    # As it may be in a record from before texts had a limit.
    limits.drop("default", plan=[True])
    Need.objects.update(text=text)
    client, declared = client_for("needs"), RESOURCES["needs"]

    batch = upload(client, "needs", for_editing(declared, sender_of("needs"), Need.objects.all()))

    ((_row, column, sentence),) = errors_of(batch)
    assert column == "text"
    assert "its end is probably missing" in sentence
    answer = client.get(reverse(LISTS["needs"]), {"export": "edit-csv"})
    batch = upload(client, "needs", b"".join(answer.streaming_content))
    assert (errors_of(batch), batch.unchanged_count) == ([], 1)
    need.refresh_from_db()
    assert need.text == text
