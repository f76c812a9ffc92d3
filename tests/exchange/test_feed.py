"""The change feed tells each reader, in the order of commits, what happened to the records in scope."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.roles import Role
from core.history import keep, one_request
from exchange.apps import install_triggers
from exchange.changes.chronicle import versioned_models
from exchange.feed import triggers
from exchange.models import Change
from exchange.resources.endpoints import by_name
from regions.models import Region
from stations.models import Engagement, Station
from tests.accounts.factories import make_user
from tests.funding.factories import make_allocation, make_budget, make_disbursement
from tests.personnel.factories import make_complete_worker, make_id_number, make_worker
from tests.stations.factories import make_agency, make_deliverable, make_engagement, make_station
from tests.world import make_two_counties

FEED = "/api/v1/changes/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_at_once")]


def read(client, since="", **asked):
    """All events after the cursor, page by page, and the last cursor."""
    events, more = [], True
    while more:
        page = client.get(FEED, {"since": since, **asked}).json()
        events += page["events"]
        since, more = page["next"], page["has_more"]
    return events, since


def told(events, noun=None):
    return [(event["kind"], event["code"]) for event in events if noun in (None, event["noun"])]


@pytest.fixture
def end(client_of, city_admin, hedong, zaoqiang_town, service_model):
    """The cursor behind what the fixtures wrote."""
    return client_of(city_admin).get(FEED, {"since": "now"}).json()["next"]


@pytest.fixture
def everything(client_of, city_admin):
    return client_of(city_admin)


@pytest.mark.parametrize("asked", [{}, {"noun": "stations"}, {"fields": "keys"}])
def test_a_cursor_that_the_feed_has_not_reached_is_gone(asked, end, everything):
    ahead = everything.get(FEED, {"since": int(end) + 1000, **asked})
    here = everything.get(FEED, {"since": end, **asked})

    assert (ahead.status_code, ahead["Content-Type"]) == (410, "application/problem+json")
    assert ahead.json()["code"] == "cursor_ahead"
    assert here.status_code == 200


def test_what_is_created_changed_and_ended_is_told_with_the_record(end, everything, city_admin, hedong):
    station = make_station(hedong)
    agency = make_agency(hedong.parent)
    engagement = make_engagement(agency, station)
    station.name = "新名"
    with one_request() as key:
        keep(station, city_admin)
    engagement.ended_on = date(2023, 1, 1)
    keep(engagement, city_admin)

    events, _next = read(everything, end)

    own = [event for event in events if event["kind"] != "touched"]
    assert [(event["noun"], event["kind"]) for event in own] == [
        ("stations", "created"),
        ("agencies", "created"),
        ("engagements", "created"),
        ("stations", "changed"),
        ("engagements", "ended"),
    ]
    assert own[3]["request"] == str(key)
    assert own[3]["record"] == everything.get(f"/api/v1/stations/{station.code}/").json()
    assert own[4]["record"]["ended_on"] == "2023-01-01"
    assert own[4]["code"] is None
    assert own[4]["id"] == engagement.pk


def test_a_record_whose_figures_follow_is_told_too(end, everything, hedong, taocheng):
    budget = make_budget(taocheng)
    since = everything.get(FEED, {"since": "now"}).json()["next"]
    allocation = make_allocation(budget, hedong)

    events, _next = read(everything, since)

    touched = [event for event in events if event["kind"] == "touched"]
    assert told(touched) == [("touched", budget.code)]
    assert touched[0]["record"]["allocated_yuan"] == str(allocation.amount_yuan)


def test_a_new_registration_tells_the_person_whose_status_follows(end, everything, hedong, taocheng):
    worker = make_complete_worker(taocheng, make_station(hedong))
    registration = worker.certificates.first().registrations.first()
    since = everything.get(FEED, {"since": "now"}).json()["next"]
    registration.save()

    assert ("touched", worker.code) in told(read(everything, since)[0], "workers")


def test_pages_follow_each_other_without_gap_and_without_end(end, everything, hedong):
    codes = [make_station(hedong, name=f"站{number}").code for number in range(5)]

    pages, since = [], end
    for _number in range(6):
        page = everything.get(FEED, {"since": since, "limit": 2, "noun": "stations"}).json()
        pages.append((told(page["events"]), page["has_more"]))
        since = page["next"]

    assert [code for events, _more in pages for _kind, code in events] == codes
    assert pages[-1] == ([], False)
    assert since == everything.get(FEED, {"since": "now"}).json()["next"]


def test_a_replay_tells_the_same(end, everything, hedong):
    make_deliverable(make_station(hedong))

    assert read(everything, "")[0] == read(everything, "")[0] == read(everything, "", limit=1000)[0]


def test_the_other_countys_records_are_skipped_and_the_cursor_goes_on(
    end, client_of, taocheng_officer, hedong, zaoqiang_town
):
    officer = client_of(taocheng_officer)
    other = make_station(zaoqiang_town, name="枣强站")
    make_budget(zaoqiang_town.parent, name="枣强预算")

    answer = officer.get(FEED, {"since": end})
    mine = make_station(hedong)

    assert answer.json()["events"] == []
    assert int(answer.json()["next"]) > int(end)
    events, _next = read(officer, "")
    assert ("created", mine.code) in told(events, "stations")
    assert other.code not in str(events)
    assert "枣强" not in str(events)


def test_who_may_not_see_money_is_told_of_none(end, client_of, city_admin, viewer, taocheng):
    make_budget(taocheng)

    assert told(read(client_of(viewer), end)[0], "budgets") == []
    assert client_of(viewer).get(FEED, {"noun": "budgets"}).status_code == 403


def test_home_only_fields_are_null_for_those_who_see_an_agency_only_where_it_works(
    end, client_of, taocheng_officer, hedong, zaoqiang
):
    agency = make_agency(zaoqiang, phone="0318-5550000")
    make_engagement(agency, make_station(hedong))

    events, _next = read(client_of(taocheng_officer), end, noun="agencies")

    assert {event["code"] for event in events} == {agency.code}
    assert {event["record"]["phone"] for event in events} == {None}


def test_a_number_of_a_person_is_never_told(end, everything, hedong, taocheng):
    number = make_id_number(7)
    worker = make_worker(taocheng, id_number=number, phone="13800001234")

    text = str(read(everything, end)[0])

    assert worker.code in text
    assert number not in text
    assert "13800001234" not in text


def test_a_record_that_moves_away_is_gone_for_those_who_saw_it_and_for_nobody_else(
    end, client_of, city_admin, taocheng_officer, zaoqiang_officer, viewer, hedong, zaoqiang_town
):
    station = make_station(hedong)
    since = client_of(viewer).get(FEED, {"since": "now"}).json()["next"]
    station.township = zaoqiang_town
    keep(station, city_admin)
    away = client_of(viewer).get(FEED, {"since": "now"}).json()["next"]
    station.name = "枣强新站"
    keep(station, city_admin)

    gone = read(client_of(taocheng_officer), since, noun="stations")[0]
    assert told(gone) == [("gone", station.code)]
    assert gone[0]["record"] is None
    assert read(client_of(taocheng_officer), away, noun="stations")[0] == []
    assert told(read(client_of(zaoqiang_officer), since, noun="stations")[0])[0] == ("changed", station.code)


def test_what_is_removed_with_what_it_hung_on_is_told_where_it_was(
    end, client_of, taocheng_officer, zaoqiang_officer, hedong
):
    station = make_station(hedong)
    engagement = make_engagement(make_agency(hedong.parent), station)
    engagement.delete()
    station.milestones.all().delete()
    station.delete()

    events, _next = read(client_of(taocheng_officer), end)
    assert ("removed", station.code) in told(events, "stations")
    assert {kind for kind, _code in told(events, "engagements")} == {"removed"}
    assert all(event["record"] is None for event in events if event["kind"] == "removed")
    assert told(read(client_of(zaoqiang_officer), end)[0]) == []


def test_one_region_is_asked_for(end, everything, hedong, zaoqiang_town, client_of, taocheng_officer):
    mine = make_station(hedong)
    make_station(zaoqiang_town)

    assert told(read(everything, end, region="131102", noun="stations")[0]) == [("created", mine.code)]
    assert client_of(taocheng_officer).get(FEED, {"region": "131121"}).status_code == 404


def test_the_records_can_be_left_out(end, everything, hedong):
    make_station(hedong)

    events, _next = read(everything, end, fields="keys")

    assert events
    assert all("record" not in event for event in events)


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "x"},
        {"since": "-1"},
        {"since": "1e5"},
        {"since": "９"},
        {"since": "9" * 19},
        {"since": "9" * 400},
        {"limit": "0"},
        {"limit": "1001"},
        {"limit": ""},
        {"noun": "secrets"},
        {"fields": "all"},
    ],
)
def test_nonsense_is_refused(asked, everything):
    answer = everything.get(FEED, asked)

    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == set(asked)


def test_the_number_of_queries_does_not_grow(
    end, everything, hedong, taocheng, django_assert_max_num_queries
):
    def write(number):
        station = make_station(hedong, name=f"站{number}")
        make_engagement(make_agency(taocheng), station)
        make_deliverable(station)
        make_disbursement(make_allocation(make_budget(taocheng), hedong))

    write(0)
    with django_assert_max_num_queries(100) as one:
        everything.get(FEED, {"since": end, "limit": 1000})
    for number in range(1, 5):
        write(number)
    with django_assert_max_num_queries(len(one)):
        everything.get(FEED, {"since": end, "limit": 1000})


def test_the_next_page_is_found_by_an_index():
    plan = Change.objects.after(5)[:10].explain()

    assert "position" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_bulk_writing_is_listed_too(end, everything, hedong, city_admin):
    stations = [make_station(hedong, name=f"站{number}") for number in range(3)]
    since = everything.get(FEED, {"since": "now"}).json()["next"]
    Station.history.bulk_history_create(stations, update=True, default_user=city_admin)

    assert told(read(everything, since, noun="stations")[0]) == [
        ("changed", station.code) for station in stations
    ]


def test_every_version_is_listed_once(end, hedong, taocheng):
    make_complete_worker(taocheng, make_station(hedong))

    assert triggers.unlisted(connection) == 0
    listed = Change.objects.filter(history_id__isnull=False).count()
    assert listed == sum(model.history.count() for model in versioned_models())


def test_what_a_migration_brought_along_is_told_too(everything, service_model):
    assert ("created", "1138N") in told(read(everything)[0], "service-models")


def test_triggers_that_are_missing_are_named_and_what_they_missed_is_caught_up(everything, hedong):
    assert triggers.missing(connection) == []
    triggers.drop(connection)
    names = triggers.missing(connection)
    make_station(hedong, name="无人听见")

    assert "stations_historicalstation_feed" in names
    assert triggers.unlisted(connection) > 0

    since = everything.get(FEED, {"since": "now"}).json()["next"]
    install_triggers("default", apps=apps)

    assert triggers.missing(connection) == []
    assert triggers.unlisted(connection) == 0
    assert told(read(everything, since, noun="stations")[0])[0][0] == "created"


def test_the_feed_needs_an_account(client):
    assert client.get(FEED).status_code == 401


def test_an_account_without_a_role_is_told_nothing(client_of, hedong):
    make_station(hedong)

    assert read(client_of(make_user("nobody")))[0] == []


def test_an_auditor_reads_but_nobody_writes(client_of, auditor, city_admin):
    assert client_of(auditor).get(FEED).status_code == 200
    assert client_of(city_admin).post(FEED).status_code == 405


def test_accounts_are_listed_but_told_to_nobody(everything, taocheng):
    make_user("newcomer", Role.VIEWER, taocheng)

    assert Change.objects.filter(noun="accounts.user").exists()
    assert "newcomer" not in str(read(everything)[0])


def test_divisions_are_told_with_their_end(everything, hedong, city_admin):
    since = everything.get(FEED, {"since": "now"}).json()["next"]
    region = Region.objects.get(pk=hedong.pk)
    region.valid_to = date(2023, 12, 31)
    keep(region, city_admin)

    assert told(read(everything, since)[0]) == [("ended", hedong.code)]


def test_engagements_written_raw_are_told_through_their_versions(end, everything, hedong, taocheng):
    engagement = make_engagement(make_agency(taocheng), make_station(hedong))
    since = everything.get(FEED, {"since": "now"}).json()["next"]
    version = engagement.history.first()
    version.pk = None
    Engagement.history.model.objects.bulk_create([version])

    assert len(told(read(everything, since)[0], "engagements")) == 1


def test_the_command_proves_the_feed_and_mends_it(hedong):
    said = StringIO()
    call_command("check_feed", stdout=said)
    assert said.getvalue() == "The feed lists every version.\n"
    triggers.drop(connection)
    make_station(hedong)

    with pytest.raises(CommandError, match="triggers and [1-9][0-9]* versions are missing"):
        call_command("check_feed", stdout=said)
    assert "Trigger stations_historicalstation_feed is missing" in said.getvalue()
    call_command("check_feed", "--catch-up", stdout=said)
    assert triggers.missing(connection) == []
    assert triggers.unlisted(connection) == 0


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.VIEWER, Role.AUDITOR])
def test_of_every_noun_nothing_of_the_other_county_is_told(role, client_of):
    world = make_two_counties()[0]
    client = client_of(make_user("reader", role, world.county))

    events, _next = read(client, limit=1000)

    text = str(events)
    assert "桃城" in text
    assert "枣强" not in text


@pytest.mark.parametrize("role", [Role.MUNICIPAL_ADMIN, Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER])
def test_of_every_noun_the_feed_tells_what_the_endpoint_lists(role, client_of):
    world = make_two_counties()[0]
    places = {Role.MUNICIPAL_ADMIN: world.county.parent, Role.COUNTY_OFFICER: world.county}
    client = client_of(make_user("reader", role, places.get(role, world.township)))

    events, _next = read(client)

    for noun in by_name():
        mirror = {event["id"]: event["record"] for event in events if event["noun"] == noun}
        answer = client.get(f"/api/v1/{noun}/", {"page_size": 1000})
        listed = answer.json()["results"] if answer.status_code == 200 else []
        assert sorted(map(repr, mirror.values())) == sorted(map(repr, listed)), noun


def test_the_command_names_records_that_were_written_without_history(hedong, service_model):
    station = make_station(hedong)
    Change.objects.all().delete()
    station.history.all().delete()
    said = StringIO()

    with pytest.raises(CommandError, match="0 triggers and"):
        call_command("check_feed", stdout=said)

    assert "1 records of stations.station have no history" in said.getvalue()
