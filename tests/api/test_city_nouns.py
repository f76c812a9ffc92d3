"""What the city keeps for all regions: written by it alone, by the rules that its pages and the admin ask."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from funding.models import SpendingRule, UnitCost
from hengshui_portal.api import router
from oversight.models import PatternRule
from stations.models import Component, ServiceModel
from tests.accounts.factories import make_user
from tests.api.conftest import Caller, errors_in
from tests.nouns import BY_API
from tests.nouns.noun import CITY
from tests.personnel.training import make_course, make_founder, make_lecturer
from tests.stations.factories import make_agency, make_answer, make_service_model, make_standard

pytestmark = pytest.mark.django_db

ENDPOINTS = {prefix: endpoint for prefix, endpoint, _name in router.registry}
NOUNS = {name: noun for name, noun in BY_API.items() if noun.new and noun.keeper == CITY}
KEYS = {name: ENDPOINTS[name].resource.key for name in NOUNS}
CODED = [name for name in NOUNS if KEYS[name] == ("code",)]


@pytest.fixture
def city(city_admin, model):
    """A system of the city, with a model and a standard that nobody follows."""
    make_service_model("2249", components=[])
    make_standard(code="BZ-8", is_current=False)
    return Caller(city_admin)


def new(noun):
    return NOUNS[noun].new(1)


def key_of(noun):
    """What finds the new record again."""
    return {name: new(noun)[name] for name in KEYS[noun]}


@pytest.mark.parametrize("noun", NOUNS)
def test_the_city_enters_a_record_and_changes_it_by_its_key(noun, city):
    key, change = key_of(noun), NOUNS[noun].change
    answer = city.post(f"{noun}/", new(noun))
    assert answer.status_code == 201, answer.content
    written = answer.json()
    assert {name: written[name] for name in new(noun)} == new(noun)

    changed = city.post(f"{noun}/bulk/", [key | change])
    again = city.post(f"{noun}/bulk/", [key | change])

    assert changed.status_code == 200, changed.content
    assert (changed.json()["changed"], again.json()["unchanged"]) == (1, 1)
    told = [one for one in listed(city, noun) if {name: one[name] for name in key} == key]
    assert told == [written | change]


def listed(caller, noun):
    return caller.get(f"{noun}/", page_size=1000).json()["results"]


@pytest.mark.parametrize("noun", CODED)
def test_a_record_is_changed_at_its_address_by_whoever_read_it_last(noun, city):
    key, change = key_of(noun), NOUNS[noun].change
    path = f"{noun}/{key['code']}/"
    tag = city.post(f"{noun}/", new(noun))["ETag"]

    answer = city.patch(path, change, If_Match=tag)

    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in change} == change
    late = city.patch(path, change, If_Match=tag)
    assert (late.status_code, late.json()["current"]) == (412, answer.json())
    unchanged = city.client.get(f"/api/v1/{path}", headers={"If-None-Match": answer["ETag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("noun", CODED)
def test_a_record_is_told_as_it_was(noun, city):
    key, change = key_of(noun), NOUNS[noun].change
    city.post(f"{noun}/", new(noun))
    record = Caller(city.user).get(f"{noun}/{key['code']}/").json()
    today = timezone.localdate()

    then = city.get(f"{noun}/{key['code']}/", as_of=today.isoformat()).json()

    assert {name: then[name] for name in key} == key
    assert then.items() <= record.items()
    before = city.get(f"{noun}/{key['code']}/", as_of=(today - timedelta(days=1)).isoformat())
    assert before.status_code == 404
    assert change.keys() <= then.keys()


@pytest.mark.parametrize("noun", NOUNS)
def test_many_records_take_as_many_queries_as_one(noun, city):
    def queries(rows):
        with CaptureQueriesContext(connection) as captured:
            answer = city.post(f"{noun}/bulk/", rows)
        assert answer.status_code == 200, answer.content
        return len(captured)

    city.get("stations/")
    rows = [NOUNS[noun].new(number) for number in range(1, 6)]
    assert queries(rows[:1]) >= queries(rows[1:])


@pytest.mark.parametrize("noun", NOUNS)
def test_a_county_reads_it_and_writes_nothing(noun, city, taocheng_system):
    city.post(f"{noun}/", new(noun))
    key, change = key_of(noun), NOUNS[noun].change

    assert taocheng_system.get(f"{noun}/").status_code == 200
    assert taocheng_system.post(f"{noun}/", new(noun)).status_code == 403
    assert taocheng_system.post(f"{noun}/bulk/", [key | change]).status_code == 403
    if noun in CODED:
        assert taocheng_system.patch(f"{noun}/{key['code']}/", change).status_code == 403


@pytest.mark.parametrize("noun", ["service-models", "spending-rules", "return-rules"])
def test_an_administrator_of_one_county_is_none_of_the_city(noun, city, taocheng):
    county = Caller(make_user("taocheng-admin", Role.MUNICIPAL_ADMIN, taocheng))

    assert county.post(f"{noun}/", new(noun)).status_code == 403


def test_every_error_is_told_at_once_and_nothing_is_written(city):
    answer = city.post(
        "components/bulk/",
        [
            {"service_model": "2249", "code": "A", "order": 1, "name": "甲", "required": 0},
            {"service_model": "2249", "code": "B", "order": "two", "colour": "red"},
            {"service_model": "no-such", "code": "C", "order": 3, "name": "丙"},
            {"service_model": "2249", "code": "D", "order": 1, "name": "丁"},
        ],
    )

    found = errors_in(answer)
    assert {(row, field) for row, field, _rule in found} >= {(1, None), (2, "order"), (2, "colour")}
    assert (1, None, "stations_component_required_positive") in found
    assert {row for row, _field, _rule in found} == {1, 2, 3}
    assert not Component.objects.filter(service_model__code="2249").exists()
    rows = [{"service_model": "2249", "code": code, "order": 1, "name": code} for code in "AD"]
    assert errors_in(city.post("components/bulk/", rows)) == [(2, "order", "stations_component_place_once")]


def test_a_model_is_written_whole_and_a_station_is_planned_with_it(city, taocheng_system, hedong):
    city.post("service-models/", {"code": "11N", "name": "11N"})
    parts = [
        {"service_model": "11N", "code": "ONE", "order": 1, "name": "一", "required": 1},
        {"service_model": "11N", "code": "MANY", "order": 2, "name": "N", "required": None},
    ]
    assert city.post("components/bulk/", parts).json()["new"] == 2

    planned = {"name": "河东社工站", "township": hedong.code, "service_model": "11N"}
    answer = taocheng_system.post("stations/", planned)

    assert answer.status_code == 201, answer.content
    assert (answer.json()["service_model"], answer.json()["required"]) == ("11N", 1)
    built = {"station": answer.json()["code"], "component": "ONE", "name": "项目"}
    assert taocheng_system.post("deliverables/", built).status_code == 201
    assert city.get("service-models/11N/").json()["notation"] == "1N"


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("components/bulk/", [{"service_model": "1138N", "code": "CORE_PROJECT", "required": 9}]),
        (
            "components/",
            {"service_model": "1138N", "code": "MORE", "order": 9, "name": "又一", "required": 1},
        ),
        ("service-models/bulk/", [{"code": "1138N", "name": "改名"}]),
    ],
)
def test_a_model_that_stations_follow_is_frozen(path, row, city, station):
    answer = city.post(path, row)

    assert answer.status_code == 422
    assert "so it is frozen; make a new version" in answer.content.decode()
    assert city.patch("service-models/1138N/", {"name": "改名"}).status_code == 422
    out_of_force = city.patch("service-models/1138N/", {"is_current": False})
    assert out_of_force.json()["is_current"] is False


def test_a_new_version_takes_the_place_of_the_one_in_force(city, station):
    name = ServiceModel.objects.get(code="1138N").name
    following = {"code": "1138N-2", "name": name, "version": 2}
    assert errors_in(city.post("service-models/", following)) == [
        (None, "name", "stations_servicemodel_one_current_version")
    ]

    answer = city.post("service-models/bulk/", [{"code": "1138N", "is_current": False}, following])

    assert answer.status_code == 200, answer.content
    assert ServiceModel.objects.current().get(name=name).code == "1138N-2"


def test_an_answered_standard_is_frozen_and_its_next_version_is_not(city, station):
    standard = make_standard({"code": "door", "text": "挂牌"}, code="BZ-1")
    make_answer(station, standard.items.get(), "yes")
    item = {"standard": "BZ-1", "code": "door", "text": "挂牌齐全"}
    refused = city.post("standard-items/bulk/", [item])
    assert refused.status_code == 422
    assert "so it is frozen" in refused.content.decode()
    assert city.patch("construction-standards/BZ-1/", {"name": "改名"}).status_code == 422

    made = city.post("construction-standards/BZ-1/new-version/", {"on": "2023-01-01"})

    assert (made.status_code, made.json()["code"], made.json()["is_current"]) == (200, "BZ-1-V2", False)
    assert [one["code"] for one in made.json()["items"]] == ["door"]
    assert city.post("standard-items/bulk/", [item | {"standard": "BZ-1-V2"}]).json()["changed"] == 1
    assert city.patch("construction-standards/BZ-1/", {"is_current": False}).status_code == 200
    assert city.patch("construction-standards/BZ-1-V2/", {"is_current": True}).status_code == 200


@pytest.mark.parametrize("noun", ["service-models", "construction-standards", "spending-rules"])
@pytest.mark.parametrize("code", ["A/B", "..", "A B", "A?"])
def test_a_code_can_stand_in_an_address(noun, code, city):
    answer = city.post(f"{noun}/", new(noun) | {"code": code})

    assert [field for _row, field, _rule in errors_in(answer)] == ["code"]
    assert "A code begins with a letter or digit" in answer.content.decode()


def test_the_first_day_of_a_month_is_asked_for(city):
    answer = city.post("return-rules/", {"from_month": "2031-01-02", "due_day": 31})

    assert {rule for _row, _field, rule in errors_in(answer)} == {
        "reports_returnrule_day_of_month",
        "reports_returnrule_from_first_day",
    }


def test_costs_of_one_use_do_not_hold_on_the_same_day(city):
    first = new("unit-costs")
    later = first | {"code": "UC-0101", "valid_from": "2024-01-01"}
    refused = errors_in(city.post("unit-costs/bulk/", [first, later]))
    assert {(row, field) for row, field, _rule in refused} == {(1, "valid_from"), (2, "valid_from")}
    city.post("unit-costs/", first)
    assert errors_in(city.post("unit-costs/", later)) == [(None, "valid_from", "invalid")]

    ended = {"code": "UC-0100", "valid_to": "2023-12-31"}
    answer = city.post("unit-costs/bulk/", [ended, {**later, "code": None}])

    assert answer.status_code == 200, answer.content
    assert [row["code"] for row in answer.json()["rows"]] == ["UC-0100", "UC-0101"]


def test_a_cost_is_of_a_component_with_a_number_and_of_the_model_in_force(city, model):
    room = {"code": "ROOM", "order": 1, "name": "室", "required": 1}
    for version, code in enumerate(("OLD", "NEW"), start=1):
        named = {"code": code, "name": "同名", "version": version, "is_current": code == "NEW"}
        city.post("service-models/", named)
        city.post("components/", room | {"service_model": code})
    city.post("components/", {"service_model": "NEW", "code": "ANY", "order": 2, "name": "N"})
    cost = new("unit-costs") | {"code": None}

    in_force = city.post("unit-costs/", cost | {"component": "ROOM"})
    earlier = city.post("unit-costs/", cost | {"component": "ROOM OLD"})

    assert [one.json()["service_model"] for one in (in_force, earlier)] == ["NEW", "OLD"]
    answer = city.post("unit-costs/", cost | {"component": "ANY"})
    assert errors_in(answer) == [(None, "component", "invalid")]
    assert UnitCost.objects.count() == 2


def test_thresholds_are_set_by_the_city_and_those_not_named_stay(city, taocheng_system):
    before = city.get("pattern-rules/round-sums/").json()

    answer = city.patch(
        "pattern-rules/round-sums/", {"thresholds": {"least_yuan": "8000.00"}, "source": "市民政局通知"}
    )

    assert answer.status_code == 200, answer.content
    assert answer.json() == before | {
        "thresholds": before["thresholds"] | {"least_yuan": "8000"},
        "source": "市民政局通知",
    }
    rule = PatternRule.objects.get(code="round-sums")
    assert (rule.threshold("least_yuan"), rule.history.first().history_user) == (8000, city.user)
    kept = rule.history.count()
    assert city.patch("pattern-rules/round-sums/", {"thresholds": {"least_yuan": 8000}}).status_code == 200
    assert rule.history.count() == kept
    assert taocheng_system.patch("pattern-rules/round-sums/", {"is_active": False}).status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"thresholds": {"no_such": "1"}}, "thresholds"),
        ({"thresholds": {"least_yuan": "0"}}, "thresholds"),
        ({"thresholds": {"least_yuan": "1.234"}}, "thresholds"),
        ({"thresholds": {"least_yuan": "many"}}, "thresholds"),
        ({"thresholds": ["least_yuan"]}, "thresholds"),
        ({"source": ""}, "source"),
        ({"name": "改名"}, "name"),
        ({"code": "other"}, "code"),
    ],
)
def test_thresholds_without_sense_are_refused(change, field, city):
    answer = city.patch("pattern-rules/round-sums/", change)

    assert {name.partition(".")[0] for _row, name, _rule in errors_in(answer)} == {field}


def test_a_component_of_a_model_in_force_does_not_leave_it(city, station):
    """Also where it goes to a model that nobody follows."""
    component = Component.objects.get(service_model__code="1138N", code="CORE_PROJECT")
    component.service_model = ServiceModel.objects.get(code="2249")

    with pytest.raises(ValidationError, match="frozen"):
        component.full_clean()


def test_a_pattern_is_neither_entered_nor_are_many_changed(city):
    assert city.post("pattern-rules/", {"code": "more"}).status_code == 405
    assert city.post("pattern-rules/bulk/", []).status_code in (404, 405)


def test_the_feed_carries_what_was_written_and_the_whole_of_a_part(listed_at_once, city, taocheng_system):
    since = city.get("changes/", since="now").json()["next"]
    city.post(
        "components/", {"service_model": "2249", "code": "ONE", "order": 1, "name": "一", "required": 2}
    )
    city.post("spending-rules/", new("spending-rules"))
    city.patch("spending-rules/R-2023-01/", {"valid_to": "2023-12-31"})

    events = taocheng_system.get("changes/", since=since).json()["events"]

    assert [(one["noun"], one["code"], one["kind"]) for one in events] == [
        ("components", None, "created"),
        ("service-models", "2249", "touched"),
        ("spending-rules", "R-2023-01", "created"),
        ("spending-rules", "R-2023-01", "ended"),
    ]
    assert [part["code"] for part in events[1]["record"]["components"]] == ["ONE"]


def test_a_lecturer_is_entered_where_the_course_is_held(world_of_courses, taocheng_system):
    row = {"course": "TC-00001", "name": "王某", "source": "FRONTLINE"}
    assert taocheng_system.post("lecturers/", row).status_code == 201
    changed = taocheng_system.post("lecturers/bulk/", [row | {"organisation": "某某学院"}])
    assert changed.json()["changed"] == 1
    known = row | {"name": "李某"}
    assert errors_in(taocheng_system.post("lecturers/", known)) == [(None, "course", "exists")]

    for course in ("TC-00002", "TC-00003"):
        refused = errors_in(taocheng_system.post("lecturers/", row | {"course": course}))
        assert len(refused) == 1


def test_a_founder_is_entered_at_the_home_of_the_agency(world_of_courses, taocheng_system):
    row = {"agency": "AG-0001", "name": "赵某", "claimed_certificate": "中级"}
    assert taocheng_system.post("agency-founders/", row).status_code == 201
    changed = taocheng_system.post("agency-founders/bulk/", [row | {"claimed_certificate": None}])
    assert changed.json()["changed"] == 1
    assert errors_in(taocheng_system.post("agency-founders/", row)) == [(None, "agency", "exists")]
    assert len(errors_in(taocheng_system.post("agency-founders/", row | {"agency": "AG-0002"}))) == 1
    nameless = taocheng_system.post("agency-founders/", {"agency": "AG-0001"})
    assert errors_in(nameless) == [(None, None, "personnel_agencyfounder_named")]


@pytest.fixture
def world_of_courses(taocheng, zaoqiang):
    """A course and an agency of either county, and a course of the city."""
    make_lecturer(make_course(taocheng, code="TC-00001"), name="李某")
    make_course(zaoqiang, code="TC-00002")
    make_course(taocheng.parent, code="TC-00003")
    make_founder(make_agency(taocheng, code="AG-0001"))
    make_agency(zaoqiang, code="AG-0002")


def test_the_history_of_a_rule_is_told_and_set_back_by_the_city_alone(city, client_of, taocheng_officer):
    city.post("spending-rules/", new("spending-rules"))
    city.patch("spending-rules/R-2023-01/", {"valid_to": "2023-12-31"})
    number = SpendingRule.objects.get(code="R-2023-01").history.first().history_id
    address = f"/history/spending-rules/versions/{number}/revert/"
    of_city, of_county = client_of(city.user), client_of(taocheng_officer)

    told = of_county.get("/history/spending-rules/R-2023-01/").content.decode()

    assert "2023-12-31" in told
    assert "municipal administrator" in told
    assert address not in told
    assert address in of_city.get("/history/spending-rules/R-2023-01/").content.decode()
    assert of_county.post(address, {"reason": "误填"}).status_code == 403
    assert of_city.post(address, {"reason": "误填"}).status_code == 302
    assert SpendingRule.objects.get(code="R-2023-01").valid_to is None
