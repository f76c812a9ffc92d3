"""Scope and permission, row by row."""

import pytest
from django.urls import reverse

from accounts import roles
from accounts.roles import Role
from exchange.models import ImportBatch
from stations.models import Milestone, Station
from tests.accounts.factories import make_user
from tests.exchange.files import STATION_HEADINGS, do, errors_of, upload, workbook
from tests.stations.factories import make_agency, make_engagement, make_milestone, make_station

pytestmark = pytest.mark.django_db

NOT_FOUND = "Nothing with this code or name was found in your regions."


def new_station(township):
    return ["", "新站", township, "1138N", "own", 10]


@pytest.mark.parametrize("written", ["131121100", "枣强镇", "131121100 枣强镇"])
def test_another_countys_township_is_not_found(written, officer, zaoqiang_town):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, new_station(written)]))

    assert errors_of(batch) == [(2, "township", NOT_FOUND)]


def test_no_page_and_no_file_tells_the_other_countys_names(officer, zaoqiang_town):
    make_station(zaoqiang_town, name="枣强社工站")
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, new_station("131121100")]))

    for path in ("", "marked/"):
        assert "枣强" not in officer.get(batch.get_absolute_url() + path).content.decode(errors="replace")
    assert "枣强" not in str(officer.get(reverse("exchange:template", args=["stations"])).content)


def test_another_countys_record_is_unknown_whether_it_is_there_or_not(officer, zaoqiang_town):
    foreign = make_station(zaoqiang_town)

    rows = [["code", "name", "township", "service_model"]]
    rows += [[code, "夺站", "131102002", "1138N"] for code in (foreign.code, "ST-131121100-9")]
    batch = upload(officer, "stations", workbook(rows))

    (first, second) = errors_of(batch)
    assert first[1:] == second[1:]
    assert "No record of yours has this code." in first[2]


def test_a_record_can_not_be_moved_out_of_ones_region(
    officer, hedong, zaoqiang_town, zaoqiang_officer, client_of
):
    station = make_station(hedong)

    batch = upload(officer, "stations", workbook([["code", "township"], [station.code, "131121100"]]))
    assert errors_of(batch) == [(2, "township", NOT_FOUND)]

    batch = upload(
        client_of(zaoqiang_officer), "stations", workbook([["code", "name"], [station.code, "夺"]])
    )
    assert batch.status == "refused"


def test_a_record_that_one_may_only_see_is_not_changed(officer, hedong, zaoqiang):
    guest = make_agency(zaoqiang)
    make_engagement(guest, make_station(hedong))

    batch = upload(officer, "agencies", workbook([["code", "phone"], [guest.code, "123"]]))

    assert errors_of(batch) == [(2, "", "You may see this record, but not change it.")]


@pytest.fixture
def grant(monkeypatch):
    """Gives the township officer other permissions on stations."""

    def granted(*actions):
        grants = {**roles.GRANTS[Role.TOWNSHIP_OFFICER], "stations": frozenset(actions)}
        monkeypatch.setitem(roles.GRANTS, Role.TOWNSHIP_OFFICER, grants)

    return granted


def test_who_may_add_may_not_therefore_change(grant, hedong, hedong_officer, client_of):
    grant("view", "add")
    station = make_station(hedong)
    rows = [["code", "name", "township", "service_model"], [station.code, "改名", "131102002", "1138N"]]
    rows.append(["", "新站", "131102002", "1138N"])

    batch = upload(client_of(hedong_officer), "stations", workbook(rows))

    assert errors_of(batch) == [(2, "", "You may see this record, but not change it.")]
    assert batch.new_count == 1


def test_who_may_change_may_not_therefore_add(grant, hedong, hedong_officer, client_of):
    grant("view", "change")
    station = make_station(hedong)
    rows = [["code", "name", "township", "service_model"], [station.code, "改名", "131102002", "1138N"]]
    rows.append(["", "新站", "131102002", "1138N"])

    batch = upload(client_of(hedong_officer), "stations", workbook(rows))

    assert errors_of(batch) == [(3, "", "You may not add records of this kind, only change them.")]
    assert batch.changed_count == 1


def test_who_may_neither_add_nor_change_reaches_no_upload(grant, hedong, hedong_officer, client_of):
    grant("view")

    assert (
        client_of(hedong_officer).get(reverse("exchange:importbatch-create", args=["stations"])).status_code
        == 403
    )


def test_a_permission_lost_after_the_check_stops_the_import(
    grant, hedong, hedong_officer, client_of, service_model
):
    client = client_of(hedong_officer)
    batch = upload(client, "stations", workbook([STATION_HEADINGS, new_station("131102002")]))
    grant("view", "change")

    batch = do(client, batch, "commit")

    assert (batch.status, Station.objects.count()) == ("checked", 0)
    assert "have changed since" in batch.message


def test_milestones_find_their_station_only_in_scope(officer, hedong, zaoqiang_town):
    own, foreign = make_station(hedong), make_station(zaoqiang_town)
    milestone = make_milestone(own, planned_on="2022-01-01")
    rows = [["station", "stage", "planned_on"]]
    rows += [[own.code, "in the plan", "2022-02-01"], [own.code, 90, ""], [foreign.code, 90, ""]]

    batch = upload(officer, "milestones", workbook(rows))

    assert errors_of(batch) == [(4, "station", NOT_FOUND)]
    assert (batch.changed_count, batch.new_count) == (1, 1)
    assert Milestone.objects.get().planned_on == milestone.planned_on


def test_an_import_is_seen_by_its_owner_and_by_who_looks_after_the_account(
    officer, hedong_officer, zaoqiang_officer, city_admin, client_of
):
    batch = upload(officer, "stations", workbook([["name"], ["甲"]]))
    neighbour = make_user("neighbour", Role.COUNTY_OFFICER, batch.user.assignments[0].region)

    seen = {
        user.username
        for user in (batch.user, neighbour, hedong_officer, zaoqiang_officer, city_admin)
        if ImportBatch.objects.visible_to(user).exists()
    }

    assert seen == {"taocheng", "neighbour", "city"}
    for verb in ("check", "commit", "undo"):
        path = reverse(f"exchange:importbatch-{verb}", args=[batch.code])
        assert client_of(city_admin).post(path).status_code == 404
