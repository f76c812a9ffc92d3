"""Records of fewer than five persons: their target groups are told near them and to who keeps them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from reports.panels.small_counts import WITHHELD, disclosed_row
from services.models import ServiceRecord
from tests.accounts.factories import make_user
from tests.routes import text_of
from tests.services.factories import make_record, make_target_group
from tests.stations.factories import make_station

LIST = reverse("services:record-list")
FEW = "not told (fewer than five persons)"


@pytest.fixture
def name(db):
    return make_target_group("DIBAO").name


@pytest.fixture
def small(station, name):
    return make_record(station, groups=["DIBAO"], person_count=4, attendance_count=4)


@pytest.fixture
def large(station, name):
    return make_record(station, groups=["DIBAO"], person_count=5, attendance_count=5)


READERS = [
    ("hedong_officer", True),
    ("taocheng_officer", True),
    ("city_admin", True),
    ("auditor", False),
    ("viewer", False),
]


@pytest.mark.parametrize(("reader", "is_told"), READERS)
def test_the_page_the_list_the_file_and_the_api_agree(reader, is_told, small, name, request, client_of):
    client = client_of(request.getfixturevalue(reader))
    page = BeautifulSoup(client.get(small.get_absolute_url()).content, "html.parser").dl.get_text()
    row = BeautifulSoup(client.get(LIST).content, "html.parser").tbody.get_text()
    file = text_of(client.get(LIST, {"export": "csv"}))
    told = client.get(f"/api/v1/service-records/{small.code}/").json()["groups"]

    assert told == (["DIBAO"] if is_told else [])
    for text in (page, row, file):
        assert (name in text) is is_told
        assert (FEW in text) is not is_told


@pytest.mark.parametrize(("reader", "is_told"), READERS)
def test_the_filter_by_group_tells_no_more(reader, is_told, small, large, request, client_of):
    client = client_of(request.getfixturevalue(reader))
    expected = {small.code, large.code} if is_told else {large.code}

    rows = client.get(LIST, {"group": "DIBAO"}).context["table"].rows
    told = client.get("/api/v1/service-records/", {"group": "DIBAO"}).json()["results"]

    assert {row.record.code for row in rows} == expected
    assert {one["code"] for one in told} == expected


def test_somebody_who_looks_at_the_township_alone_is_near(small, hedong, client_of):
    near = client_of(make_user("near", "viewer", hedong))

    assert near.get(f"/api/v1/service-records/{small.code}/").json()["groups"] == ["DIBAO"]


def test_the_admin_leaves_them_out_too(small, viewer, client_of):
    viewer.is_staff = True
    viewer.save()
    page = client_of(viewer).get(reverse("admin:services_servicerecord_change", args=[small.pk]))

    assert page.status_code == 200
    assert "field-groups" not in page.text


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 0], ["0", "0", "0"]),
        ([0, 7, 9], ["0", "7", "9"]),
        ([3, 0, 0], ["<5", "0", "0"]),
        ([3, 9, 7], ["<5", "9", WITHHELD]),
        ([3, 0, 8], ["<5", "0", WITHHELD]),
        ([3, 4, 8], ["<5", "<5", "8"]),
        ([1, 2, 3], ["<5", "<5", "<5"]),
    ],
)
def test_a_small_figure_cannot_be_worked_out_from_the_sum_of_its_row(
    counts, expected, taocheng_officer, hedong, hexi
):
    places = [hedong, hexi, hexi]

    assert disclosed_row(counts, user=taocheng_officer, regions=places) == expected


def test_the_matrix_leaves_out_the_next_smallest_and_says_so(
    station, hexi, small, taocheng_officer, client_of
):
    make_record(
        make_station(hexi, operating_on=date(2022, 3, 1)),
        groups=["DIBAO"],
        person_count=8,
        attendance_count=8,
    )
    on = ServiceRecord.objects.earliest("pk").served_on.isoformat()

    page = client_of(taocheng_officer).get(reverse("reports:services"), {"on": on})
    row = next(
        row
        for row in BeautifulSoup(page.content, "html.parser").select(".group-matrix tbody tr")
        if make_target_group("DIBAO").name in row.th.get_text()
    )

    assert [cell.get_text(strip=True) for cell in row.select("td")] == [WITHHELD, "<5"]
    assert "is left out" in page.text
