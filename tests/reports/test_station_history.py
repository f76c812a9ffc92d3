"""The history on the page of a station: who changed what, from what to what, and who is not named."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import RoleAssignment, User
from accounts.roles import Role
from exchange.changes.chronicle import CHRONICLES
from exchange.views.details import latest_changes
from stations.models import Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.reports.pages import in_english, panel, parsed, rows
from tests.stations.factories import (
    make_agency,
    make_answer,
    make_engagement,
    make_milestone,
    make_service_model,
    make_standard,
    make_station,
    suspend,
)

# After whatever the factories write now.
LATER = datetime(2122, 1, 1, tzinfo=UTC)


@pytest.fixture
def station(hedong):
    return make_station(hedong, phone="0318-0000000")


def change(record, by=None, at=None, **values):
    """Write the values by hand, as ``by`` at the moment ``at``."""
    record._history_user = by
    record._history_date = at or LATER
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


def told(user, station, size=20):
    return latest_changes(CHRONICLES["stations"], station, user=user, size=size)


def as_text(one):
    return [f"{field.label}: {field.old} → {field.new}" for field in one.fields]


def test_the_page_says_who_changed_what_when_and_to_what(client_of, station, taocheng_officer):
    change(station, taocheng_officer, datetime(2122, 6, 1, 2, 30, tzinfo=UTC), phone="0318-1111111")

    page = parsed(in_english(client_of(taocheng_officer)).get(station.get_absolute_url()))

    latest, first = rows(panel(page, "history"))
    assert latest[:3] == ["2122-06-01 10:30", "taocheng", "Station"]
    assert latest[3] == "telephone: 0318-0000000 changed to 0318-1111111"
    assert first[1:4] == ["the portal", "Station", "entered"]


def test_values_are_written_in_words(station, taocheng_officer):
    milestone = make_milestone(station, stage=Stage.FITTED, planned_on=date(2022, 6, 1))
    change(
        milestone,
        taocheng_officer,
        LATER,
        planned_on=date(2022, 7, 1),
        delay_cause=Milestone.DelayCause.FUNDING,
        responsible_level=Milestone.Level.CITY,
    )

    latest, entered = told(taocheng_officer, station)[:2]

    assert latest.subject == "Milestone · fitted out"
    assert as_text(latest) == [
        "planned on: 2022-06-01 → 2022-07-01",
        "responsible level: county → city",
        "cause of delay: — → no money",
    ]
    assert entered.is_first
    assert as_text(entered) == ["planned on: — → 2022-06-01"]


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def test_status_and_stage_are_told_though_nobody_edits_them(station, taocheng_officer):
    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1))
    suspend(station, on=date(2022, 6, 1), reason="装修", by=taocheng_officer)

    suspended, moved = [one for one in told(taocheng_officer, station) if one.subject == "Station"][:2]

    assert as_text(suspended) == ["status: active → suspended", "reason: — → 装修"]
    assert suspended.author == "an account without a role"
    assert as_text(moved) == ["stage: in the plan → operating"]
    assert moved.reason == "follows from its milestones"


def test_a_save_that_changes_nothing_is_not_told(station, taocheng_officer):
    change(station, taocheng_officer)

    assert len(told(taocheng_officer, station)) == 1


def test_the_latest_twenty_of_station_and_milestones_come_newest_first(station, taocheng_officer):
    milestones = [make_milestone(station, stage=stage) for stage in (Stage.FUNDED, Stage.FITTED)]
    for number in range(40):
        record = [station, *milestones][number % 3]
        values = {"phone": f"0318-{number:07d}"} if record is station else {"delay_note": f"第{number}次"}
        change(record, at=LATER + timedelta(hours=number), **values)

    changes = told(taocheng_officer, station)

    hours = [(one.at - LATER).total_seconds() / 3600 for one in changes]
    assert hours == list(range(39, 19, -1))
    assert as_text(changes[0]) == ["telephone: 0318-0000036 → 0318-0000039"]
    assert as_text(changes[-1]) == ["note on the delay: 第17次 → 第20次"]


def test_versions_of_the_same_moment_keep_their_order(station, taocheng_officer):
    for phone in ("1", "2", "3"):
        change(station, at=LATER, phone=phone)

    texts = [as_text(one) for one in told(taocheng_officer, station)[:3]]

    assert texts == [["telephone: 2 → 3"], ["telephone: 1 → 2"], ["telephone: 0318-0000000 → 1"]]


def test_other_stations_stay_out(station, hexi, taocheng_officer):
    other = make_station(hexi)
    make_milestone(other, stage=Stage.FITTED)
    change(other, phone="0318-9999999")

    assert [one.is_first for one in told(taocheng_officer, station)] == [True]


def test_the_station_tells_which_agency_came_and_the_agency_at_which_station(
    station, taocheng, taocheng_officer
):
    agency = make_agency(taocheng, name="桃城机构")
    make_engagement(agency, station)

    entered = told(taocheng_officer, station)[0]
    at_agency = latest_changes(CHRONICLES["agencies"], agency, user=taocheng_officer, size=20)[0]

    assert entered.subject == at_agency.subject == "Engagement · operator"
    assert as_text(entered) == ["agency: — → 桃城机构", "from: — → 2022-03-01"]
    assert as_text(at_agency) == ["station: — → 河东街道社工站", "from: — → 2022-03-01"]


def test_an_answer_to_the_standard_is_told_in_words(station, client_of, taocheng_officer):
    item = make_standard({"text": "图书阅览角"}).items.get()
    make_answer(station, item, "yes")

    page = parsed(in_english(client_of(taocheng_officer)).get(f"/history/stations/{station.code}/"))

    told_of_it = next(row for row in rows(page) if "图书阅览角" in row[2])
    assert told_of_it[3] == "entered answer: yes answered on: 2022-06-01"


# Who is named


def test_people_below_are_named_and_those_above_only_by_their_role(
    station, taocheng_officer, hedong_officer, city_admin
):
    change(station, hedong_officer, phone="1")
    change(station, city_admin, phone="2")

    county = {one.author for one in told(taocheng_officer, station)}
    township = {one.author for one in told(hedong_officer, station)}
    city = {one.author for one in told(city_admin, station)}

    assert county == {"the portal", "hedong", "municipal administrator"}
    assert township == {"the portal", "hedong", "municipal administrator"}
    assert city == {"the portal", "hedong", "city"}


def test_an_account_of_another_county_is_not_named(station, taocheng_officer, zaoqiang_officer):
    change(station, zaoqiang_officer, phone="1")

    assert told(taocheng_officer, station)[0].author == "an account outside your region"


def test_somebody_with_a_role_elsewhere_too_is_not_named(station, taocheng_officer, hedong, zaoqiang):
    both = make_user("both", Role.TOWNSHIP_OFFICER, hedong)
    RoleAssignment.objects.create(user=both, role=Role.COUNTY_OFFICER, region=zaoqiang)
    change(station, both, phone="1")

    assert told(taocheng_officer, station)[0].author == "township officer"


def test_an_account_that_lost_its_roles_is_not_named(station, taocheng_officer, city_admin):
    change(station, make_user("former"), phone="1")

    assert told(taocheng_officer, station)[0].author == "an account without a role"


def test_somebody_without_borders_is_told_every_name(station, zaoqiang_officer):
    root = User.objects.create_superuser("root")
    change(station, zaoqiang_officer, phone="1")

    assert told(root, station)[0].author == "zaoqiang"


def test_a_place_outside_the_scope_is_not_named(hedong, zaoqiang_town, taocheng_officer, city_admin):
    station = make_station(zaoqiang_town, code="ST-1")
    change(station, township=hedong)

    assert as_text(told(taocheng_officer, station)[0]) == [
        "township or subdistrict: outside your region → 河东街道"
    ]
    assert as_text(told(city_admin, station)[0]) == ["township or subdistrict: 枣强镇 → 河东街道"]


def test_a_change_of_model_names_both(station, taocheng_officer):
    change(
        station,
        service_model=make_service_model("1+14+N", [("A", "甲", 1), ("B", "乙", 14), ("C", "丙", None)]),
    )

    assert as_text(told(taocheng_officer, station)[0]) == ["service model: 1138N 服务模式 → 1+14+N"]


def test_history_takes_one_query_one_for_each_noun_and_one_for_the_roles(
    station, taocheng_officer, django_assert_num_queries
):
    for number in range(30):
        change(station, make_user(f"author{number}"), phone=f"{number}")
    taocheng_officer.paths_for("stations.view_station")

    station = Station.objects.select_related("township").get()
    with django_assert_num_queries(3):
        assert len(told(taocheng_officer, station)) == 20
