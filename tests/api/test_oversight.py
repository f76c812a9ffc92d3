"""Checks and findings over the API, from the plan of a check to the finding that somebody else closed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oversight.models import Finding, Inspection, RectificationFile
from tests.accounts.factories import make_user
from tests.api.conftest import Caller, bytes_of, errors_in, part, sentences_in
from tests.funding.factories import make_contract
from tests.oversight.factories import make_finding, make_inspection, make_purse, spend
from tests.personnel.training import make_course
from tests.regions.factories import make_region
from tests.stations import files
from tests.stations.factories import make_agency, make_station

pytestmark = pytest.mark.django_db

CHECK = {
    "name": "经费专项检查",
    "region": "131102",
    "kind": "special",
    "subject": "2021年度社工站经费",
    "starts_on": "2022-05-10",
    "ends_on": "2022-05-20",
    "inspectors": "市民政局检查组",
    "document": "衡民字〔2022〕8号",
}
FOUND = {
    "name": "无验收单列支",
    "region": "131102002",
    "severity": "serious",
    "text": "活动物资支出未附验收单。",
    "rule": "支出应附验收资料",
    "document": "财务管理办法",
    "amount_yuan": "860.00",
    "found_on": "2022-05-12",
    "owner_level": "township",
    "owner_unit": "河东街道办事处",
    "due_on": "2022-06-12",
}
MENDED = {"done_on": "2022-06-01", "text": "已补齐验收单。"}
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def audit_system(auditor):
    """A system of the city's auditors."""
    return Caller(auditor)


@pytest.fixture
def finding(hedong):
    return make_finding(hedong)


def done(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


def mended(*parts, **overrides):
    """A report that it is mended, with files that show it."""
    return MENDED | {"files": list(parts)} | overrides


def rectify(caller, code, *parts, **overrides):
    return caller.post_form(f"findings/{code}/rectify/", mended(*parts, **overrides))


def test_a_finding_is_found_rectified_and_closed_by_somebody_else(
    audit_system, taocheng_system, city_admin, hedong, model
):
    station = make_station(hedong)
    check = done(audit_system.post("inspections/", CHECK), 201)
    path = f"inspections/{check['code']}"
    early = audit_system.post("findings/", FOUND | {"inspection": check["code"]})
    assert errors_in(early) == [(None, "inspection", "invalid")]
    assert done(audit_system.post(f"{path}/start/", {"on": "2022-05-11"}))["status"] == "running"
    named = {"inspection": check["code"], "station": station.code}
    found = done(audit_system.post("findings/", FOUND | named), 201)
    assert (found["status"], found["code"], found["rectifications"]) == ("open", "FD-131102002-0001", [])
    concluded = done(audit_system.post(f"{path}/conclude/", {"on": "2022-05-20", "summary": "一项问题"}))
    assert (concluded["status"], concluded["found"]) == ("concluded", 1)

    reported = done(rectify(taocheng_system, found["code"], part(files.PDF, "验收单.pdf")))

    assert (reported["status"], reported["rectified_on"]) == ("reported", "2022-06-01")
    (rectification,) = reported["rectifications"]
    assert (rectification["text"], rectification["verdict"]) == (MENDED["text"], "")
    (kept,) = rectification["files"]
    assert (kept["title"], kept["content_type"]) == ("验收单", "application/pdf")
    at = f"findings/{found['code']}"
    verdict = {"on": timezone.localdate().isoformat(), "comment": "属实"}
    assert taocheng_system.post(f"{at}/verify/", verdict).status_code == 403
    closed = done(Caller(city_admin).post(f"{at}/verify/", verdict))
    assert (closed["status"], closed["closed_on"]) == ("closed", verdict["on"])
    assert closed["rectifications"][0]["verdict"] == "verified"
    assert closed["rectifications"][0]["reason"] == "属实"
    late = sentences_in(rectify(taocheng_system, found["code"], part(files.PDF, "a.pdf")), 409)
    assert "verified and closed" in late[0][1]
    row = Finding.objects.get()
    assert (row.found_by, row.verified_by) == (audit_system.user, city_admin)


def test_whoever_rectified_it_does_not_decide_about_it(city_admin, finding):
    city = Caller(city_admin)
    done(rectify(city, finding.code, part(files.PDF, "a.pdf")))
    on = timezone.localdate().isoformat()

    for verb, told in [("verify", {"comment": "好"}), ("return", {"reason": "缺"})]:
        answer = city.post(f"findings/{finding.code}/{verb}/", told | {"on": on})
        assert "You rectified 无验收单列支 yourself; somebody else" in sentences_in(answer, 409)[0][1]


def test_what_is_returned_is_rectified_again(taocheng_system, audit_system, finding):
    path = f"findings/{finding.code}"
    done(rectify(taocheng_system, finding.code, part(files.PDF, "a.pdf")))
    lacking = {"on": timezone.localdate().isoformat(), "reason": "缺签字"}

    back = done(audit_system.post(f"{path}/return/", lacking))

    assert (back["status"], back["rectified_on"]) == ("returned", None)
    assert back["rectifications"][0]["reason"] == "缺签字"
    again = done(rectify(taocheng_system, finding.code, part(files.PNG, "b.png")))
    assert [one["verdict"] for one in again["rectifications"]] == ["", "returned"]


def test_the_files_of_a_rectification_are_handed_out(
    taocheng_system, zaoqiang_officer, viewer, finding, zaoqiang_town
):
    photograph = part(files.photograph(), "现场.jpg")
    (rectification,) = done(rectify(taocheng_system, finding.code, part(files.PDF, "单.pdf"), photograph))[
        "rectifications"
    ]
    document, picture = (f"findings/{finding.code}/files/{one['code']}/" for one in rectification["files"])

    answer = taocheng_system.get(document)
    assert answer["Content-Disposition"].startswith("attachment")
    assert bytes_of(answer) == files.PDF
    assert files.PLACE not in bytes_of(taocheng_system.get(picture))
    thumbnail = taocheng_system.get(f"{picture}thumbnail/")
    assert thumbnail["Content-Type"] == "image/jpeg"
    assert bytes_of(thumbnail)
    assert taocheng_system.get(f"{document}thumbnail/").status_code == 404
    other = make_finding(zaoqiang_town)
    assert taocheng_system.get(document.replace(finding.code, other.code)).status_code == 404
    assert taocheng_system.get(f"findings/{finding.code}/files/{NOWHERE}/").status_code == 404
    assert Caller(zaoqiang_officer).get(document).status_code == 404
    assert Caller(viewer).get(document).status_code == 403


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"done_on": "soon", "colour": "red"}, {("done_on", "invalid"), ("files", "required")}),
        (MENDED, {("files", "required")}),
        (mended(part(b"MZ" + bytes(64), "单.pdf")), {("files", "file")}),
        (mended(part(files.PDF, "a.pdf"), done_on="2022-05-01"), {("done_on", "invalid")}),
        (mended(part(files.PDF, "a.pdf"), colour="red"), {("colour", "unknown_field")}),
    ],
)
def test_a_rectification_that_breaks_a_rule_is_not_reported(sent, errors, taocheng_system, finding):
    answer = taocheng_system.post_form(f"findings/{finding.code}/rectify/", sent)

    assert {(field, rule) for _row, field, rule in errors_in(answer)} >= errors
    assert Finding.objects.get().status == "open"
    assert not RectificationFile.objects.exists()


def test_a_rectification_sent_again_with_the_same_key_is_reported_once(taocheng_system, finding):
    def send(content):
        path = f"findings/{finding.code}/rectify/"
        return taocheng_system.post_form(path, mended(part(content, "单.pdf")), Idempotency_Key="mended")

    first, again, other = send(files.PDF), send(files.PDF), send(files.PDF + b"\n")

    assert done(again) == done(first)
    assert (again["Idempotency-Replayed"], again["ETag"]) == ("true", first["ETag"])
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert RectificationFile.objects.count() == 1


def test_who_read_an_older_version_does_not_rectify(taocheng_system, finding):
    answer = taocheng_system.post_form(
        f"findings/{finding.code}/rectify/", mended(part(files.PDF, "a.pdf")), If_Match='"0-0"'
    )

    assert (answer.status_code, answer.json()["current"]["code"]) == (412, finding.code)


def test_everything_that_a_finding_is_about_is_named_by_its_code(
    audit_system, hedong, taocheng, taocheng_officer, hedong_officer
):
    purse = make_purse(hedong)
    spent = spend(purse, "500.00", date(2022, 5, 1))
    agency = make_agency(taocheng)
    named = {
        "agency": agency.code,
        "contract": make_contract(taocheng, agency, taocheng_officer).code,
        "allocation": purse.allocation.code,
        "expenditure": spent.code,
        "course": make_course(taocheng).code,
        "owner_account": hedong_officer.username,
    }

    found = done(audit_system.post("findings/", FOUND | named), 201)

    assert {name: found[name] for name in named} == named
    changed = done(audit_system.patch(f"findings/{found['code']}/", {"contract": None, "severity": "grave"}))
    assert {name for name in found if found[name] != changed[name]} == {"contract", "severity"}
    assert Finding.objects.get().history.first().history_user == audit_system.user


def test_what_lies_out_of_scope_or_elsewhere_is_not_found(
    taocheng, zaoqiang, zaoqiang_town, hedong, zaoqiang_officer, model
):
    county_system = Caller(make_user("county-auditor", "auditor", taocheng))
    far_station, far_check = make_station(zaoqiang_town), make_inspection(zaoqiang)
    far = {
        "station": far_station.code,
        "contract": make_contract(zaoqiang, make_agency(zaoqiang), zaoqiang_officer).code,
        "owner_account": zaoqiang_officer.username,
        "inspection": far_check.code,
        "course": make_course(zaoqiang).code,
    }

    answer = county_system.post("findings/", FOUND | far)

    assert {field for _row, field, _rule in errors_in(answer)} == set(far)
    assert {sentence for _field, sentence in sentences_in(answer)} == {
        "Nothing with this code or name was found in your regions."
    }
    assert errors_in(county_system.post("inspections/", CHECK | {"region": "131121"})) == [
        (None, "region", "invalid")
    ]
    assert county_system.patch(f"inspections/{far_check.code}/", {"name": "换名"}).status_code == 404
    assert county_system.post(f"inspections/{far_check.code}/start/", {"on": "2022-05-11"}).status_code == 404
    elsewhere = Caller(make_user("city-auditor", "auditor", taocheng.parent))
    answer = elsewhere.post("findings/", FOUND | {"station": far_station.code})
    assert errors_in(answer) == [(None, "station", "invalid")]
    assert not Finding.objects.exists()


def test_every_error_of_every_row_is_told_at_once(audit_system, hedong):
    rows = [
        FOUND,
        FOUND | {"severity": "fatal", "found_on": "soon", "owner_unit": "", "station": "ST-1"},
        FOUND | {"due_on": "2022-05-01", "amount_yuan": "0"},
        {"name": "x"},
    ]

    told = errors_in(audit_system.post("findings/bulk/", rows))

    assert {row for row, _field, _rule in told} == {2, 3, 4}
    assert {(field, rule) for row, field, rule in told if row == 2} >= {
        ("severity", "invalid"),
        ("found_on", "type"),
        ("station", "invalid"),
        (None, "oversight_finding_owner_named"),
    }
    assert {rule for row, _field, rule in told if row == 3} == {
        "oversight_finding_due_after_found",
        "oversight_finding_amount",
    }
    assert ("due_on", "required") in {(field, rule) for row, field, rule in told if row == 4}
    assert not Finding.objects.exists()


def test_many_findings_are_entered_and_changed_with_as_many_queries_as_one(audit_system, hedong, model):
    def queries(rows):
        with CaptureQueriesContext(connection) as captured:
            told = done(audit_system.post("findings/bulk/", rows))
        return len(captured), (told["new"], told["changed"], [one["code"] for one in told["rows"]])

    stations = [make_station(hedong, name=f"站{number}") for number in range(6)]
    rows = [FOUND | {"name": f"问题{station.code}", "station": station.code} for station in stations]
    audit_system.get("findings/")
    for_one, _told = queries(rows[:1])

    for_many, (new, _changed, codes) = queries(rows[1:])
    _queries, (_new, changed, _codes) = queries([{"code": code, "severity": "grave"} for code in codes])

    assert for_many <= for_one
    assert (new, changed) == (5, 5)
    assert {one.found_by for one in Finding.objects.all()} == {audit_system.user}


def test_communities_are_neither_checked_nor_found_at_fault(audit_system, hedong):
    community = make_region("131102002001", "示例社区")

    for path, new in [("inspections/", CHECK), ("findings/", FOUND)]:
        answer = audit_system.post(path, new | {"region": community.code})
        assert sentences_in(answer) == [
            ("region", "Name the township or a region above it, not a community.")
        ]


def test_what_is_concluded_or_reported_stands(audit_system, taocheng_system, taocheng, finding):
    values = {"status": "concluded", "concluded_on": date(2022, 5, 30), "summary": "无"}
    check = make_inspection(taocheng, **values)
    answer = audit_system.patch(f"inspections/{check.code}/", {"name": "换名"})
    assert "is concluded; what it says stands" in sentences_in(answer)[0][1]
    again = audit_system.post(f"inspections/{check.code}/start/", {"on": "2022-06-01"})
    assert "is concluded, so this cannot be done" in sentences_in(again, 409)[0][1]
    done(rectify(taocheng_system, finding.code, part(files.PDF, "a.pdf")))

    answer = audit_system.patch(f"findings/{finding.code}/", {"name": "换名"})

    assert "Its rectification is reported" in sentences_in(answer)[0][1]
    assert Inspection.objects.get().name == check.name


def test_officers_and_tokens_that_read_enter_nothing(taocheng_system, auditor, finding, taocheng):
    check = make_inspection(taocheng, status="planned")
    assert taocheng_system.post("inspections/", CHECK).status_code == 403
    assert taocheng_system.post("findings/bulk/", [FOUND]).status_code == 403
    assert taocheng_system.post(f"inspections/{check.code}/start/", {"on": "2022-05-11"}).status_code == 403
    reading = Caller(auditor, is_read_only=True)
    assert reading.post("inspections/", CHECK).status_code == 403
    assert rectify(reading, finding.code, part(files.PDF, "a.pdf")).status_code == 403
    as_object = taocheng_system.post(f"findings/{finding.code}/rectify/", MENDED)
    assert (as_object.status_code, as_object.json()["code"]) == (415, "unsupported_media_type")
    as_form = Caller(auditor).post_form("findings/", FOUND)
    assert as_form.status_code == 415


def test_a_list_of_findings_costs_the_same_queries_however_many(
    audit_system, hedong, hedong_officer, count_queries, model
):
    def cost():
        return count_queries(audit_system.client, "/api/v1/findings/")

    def enter(number):
        station = make_station(hedong, name=f"站{number}")
        finding = make_finding(hedong, station=station, owner_account=mender.user)
        done(rectify(mender, finding.code, part(files.PDF, "a.pdf")))

    mender = Caller(hedong_officer)
    enter(0)
    # The first time, the use of the token is noted.
    cost()
    one = cost()
    for number in range(1, 5):
        enter(number)

    assert cost() == one
