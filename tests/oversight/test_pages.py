"""The pages of oversight: lists, verbs, patterns, files; and what they ask of the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oversight.models import Finding, Inspection, Judgement, PatternRule
from oversight.patterns import PATTERNS
from tests.funding.factories import make_contract
from tests.oversight.factories import (
    make_finding,
    make_inspection,
    make_rectification,
    new_finding,
    report,
    spend,
)
from tests.stations import files
from tests.stations.factories import make_agency

pytestmark = pytest.mark.django_db

YEAR = {"first": "2022-01-01", "last": "2022-12-31"}
INSPECTION = {
    "name": "专项检查",
    "kind": "special",
    "subject": "2021年经费",
    "starts_on": "2022-05-10",
    "ends_on": "2022-05-20",
    "inspectors": "检查组",
    "document": "8号",
}


def form_of(finding, **overrides):
    """What somebody types for a finding."""
    names = ("name", "severity", "text", "rule", "document", "owner_level", "owner_unit")
    values = {name: getattr(finding, name) for name in names}
    days = {"found_on": finding.found_on.isoformat(), "due_on": finding.due_on.isoformat()}
    return values | days | {"region": finding.region_id} | overrides


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_check_is_planned_begun_and_concluded_on_its_pages(client_of, auditor, taocheng):
    client = client_of(auditor)
    client.post(reverse("oversight:inspection-create"), INSPECTION | {"region": taocheng.pk})
    check = Inspection.objects.get()
    client.post(reverse("oversight:inspection-start", args=[check.code]), {"on": "2022-05-11"})
    on = {"on": "2022-05-21", "summary": "已查清"}
    answer = client.post(reverse("oversight:inspection-conclude", args=[check.code]), on, follow=True)

    assert Inspection.objects.get().is_concluded
    assert "已查清" in answer.content.decode()


def test_a_concluded_check_is_not_edited(client_of, auditor, taocheng):
    values = {"status": "concluded", "concluded_on": date(2022, 5, 30), "summary": "无"}
    check = make_inspection(taocheng, **values)
    path = reverse("oversight:inspection-edit", args=[check.code])

    answer = client_of(auditor).post(path, INSPECTION | {"region": taocheng.pk, "version": ""})

    assert answer.status_code == 200
    assert Inspection.objects.get().name == check.name


def test_a_finding_is_entered_about_what_its_code_names(client_of, auditor, hedong, purse):
    spent = spend(purse, "500.00", date(2022, 5, 1))
    typed = form_of(new_finding(hedong), expenditure=spent.code, station=purse.allocation.station.code)

    answer = client_of(auditor).post(reverse("oversight:finding-create"), typed)

    finding = Finding.objects.get()
    assert answer.headers["Location"] == finding.get_absolute_url()
    assert (finding.expenditure, finding.found_by) == (spent, auditor)


def test_a_code_out_of_scope_is_no_choice(client_of, auditor, hedong):
    answer = client_of(auditor).post(
        reverse("oversight:finding-create"), form_of(new_finding(hedong), station="ST-999")
    )

    assert answer.status_code == 200
    assert not Finding.objects.exists()


def test_the_edit_form_shows_codes_and_keeps_them(client_of, auditor, hedong, taocheng, taocheng_officer):
    contract = make_contract(taocheng, make_agency(taocheng), taocheng_officer)
    finding = make_finding(hedong, contract=contract)
    path = reverse("oversight:finding-edit", args=[finding.code])
    client = client_of(auditor)
    page = client.get(path)
    assert f'value="{contract.code}"' in page.content.decode()

    client.post(path, form_of(finding, contract=contract.code, name="另名", version=""))
    version = client.get(path).context["form"]["version"].value()
    client.post(path, form_of(finding, contract=contract.code, name="另名", version=version or ""))

    finding.refresh_from_db()
    assert (finding.name, finding.contract) == ("另名", contract)


def test_a_finding_is_mended_with_a_file_and_verified_by_another(client_of, hedong_officer, auditor, hedong):
    finding = make_finding(hedong)
    typed = {"done_on": "2022-06-01", "text": "已补齐", "files": [files.upload(files.PNG, "单.png")]}
    client = client_of(hedong_officer)
    client.post(reverse("oversight:finding-rectify", args=[finding.code]), typed)
    verifying = reverse("oversight:finding-verify", args=[finding.code])
    today = {"on": Finding.objects.get().rectifications.get().reported_on.isoformat()}
    assert client.post(verifying, today).status_code == 403

    page = client_of(auditor).post(verifying, today, follow=True)

    assert Finding.objects.get().status == "closed"
    assert "单" in page.content.decode()


def test_without_a_file_the_form_says_so_and_keeps_what_was_typed(client_of, hedong_officer, hedong):
    finding = make_finding(hedong)
    path = reverse("oversight:finding-rectify", args=[finding.code])

    answer = client_of(hedong_officer).post(path, {"done_on": "2022-06-01", "text": "已补齐"})

    assert answer.status_code == 200
    assert "已补齐" in answer.content.decode()
    assert answer.context["form"].errors["files"]


def test_it_is_returned_with_what_is_missing(client_of, auditor, hedong, hedong_officer):
    finding = make_finding(hedong)
    report(finding, by=hedong_officer)
    path = reverse("oversight:finding-return", args=[finding.code])

    page = client_of(auditor).post(path, {"on": "2022-06-03", "reason": "缺签字"}, follow=True)

    assert Finding.objects.get().status == "returned"
    assert "缺签字" in page.content.decode()


def test_files_are_downloads_for_those_in_scope_alone(
    client_of, hedong_officer, zaoqiang_officer, viewer, hedong
):
    kept = make_rectification(make_finding(hedong)).files.get()
    path = kept.get_absolute_url()

    answer = client_of(hedong_officer).get(path)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_of(zaoqiang_officer).get(path).status_code == 404
    assert client_of(viewer).get(path).status_code == 403


@pytest.fixture
def split(purse):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    return reverse("oversight:pattern", args=["split-payments"])


def test_a_pattern_tells_its_reason_rows_and_thresholds(client_of, auditor, split):
    text = client_of(auditor).get(split, YEAR).content.decode()

    assert "9,500.00" in text
    assert "19,000.00" in text
    assert "门户初始值" in text


def test_the_overview_asks_for_the_number_alone(client_of, auditor, split):
    text = client_of(auditor).get(split, YEAR, headers={"HX-Request": "true"}).content.decode()

    assert "badge" in text
    assert "<html" not in text


def fingerprint_in(client, path):
    return client.get(path, YEAR).context["listing"].items[0].fingerprint


def test_nothing_is_wrong_because(client_of, auditor, split):
    client = client_of(auditor)
    address = reverse("oversight:pattern-fine", args=["split-payments", fingerprint_in(client, split)])
    query = "?first=2022-01-01&last=2022-12-31"
    assert client.get(address + query).status_code == 200
    assert client.post(address + query, {"reason": ""}).status_code == 200

    page = client.post(address + query, {"reason": "两批物资"}, follow=True)

    assert Judgement.objects.get().reason == "两批物资"
    assert page.context["listing"].items == []
    assert client.post(address + query, {"reason": "再"}).status_code == 404


def test_a_judgement_is_shown_and_withdrawn_with_a_reason(client_of, auditor, taocheng_officer, split):
    client = client_of(auditor)
    address = reverse("oversight:pattern-fine", args=["split-payments", fingerprint_in(client, split)])
    client.post(f"{address}?first=2022-01-01&last=2022-12-31", {"reason": "两批物资"})
    path = reverse(
        "oversight:judgement-withdraw", args=["split-payments", Judgement.objects.get().fingerprint]
    )
    assert path in client.get(split, YEAR).content.decode()
    officer = client_of(taocheng_officer)
    assert "两批物资" in officer.get(split, YEAR).content.decode()
    assert path not in officer.get(split, YEAR).content.decode()

    client.post(path, {"reason": "发票同号"})

    assert Judgement.objects.get().withdrawn_on
    assert len(client.get(split, YEAR).context["listing"].items) == 1
    assert client.post(path, {"reason": "再"}).status_code == 404


def test_a_long_reason_of_a_return_is_kept_whole(client_of, auditor, hedong, hedong_officer):
    finding = make_finding(hedong)
    report(finding, by=hedong_officer)
    path = reverse("oversight:finding-return", args=[finding.code])

    client_of(auditor).post(path, {"on": "2022-06-03", "reason": "缺" * 300})

    assert Finding.objects.get().rectifications.get().reason == "缺" * 300


def test_one_click_makes_a_prefilled_finding(client_of, auditor, split, purse):
    client = client_of(auditor)
    address = reverse("oversight:pattern-finding", args=["split-payments", fingerprint_in(client, split)])
    query = "?first=2022-01-01&last=2022-12-31"
    form = client.get(address + query).context["form"]
    assert form["region"].value() == purse.allocation.region_id
    assert form["amount_yuan"].value() == 19000
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    typed |= {"station": purse.allocation.station.code, "rule": "不得拆分", "document": "办法"}
    typed |= {"owner_level": "township", "owner_unit": "街道", "version": ""}

    client.post(address + query, typed)

    assert Finding.objects.get().judgements.get().verdict == "finding"


def test_officers_look_and_do_not_judge(client_of, taocheng_officer, split):
    client = client_of(taocheng_officer)
    page = client.get(split, YEAR)
    address = reverse("oversight:pattern-fine", args=["split-payments", fingerprint_in(client, split)])

    assert page.context["can_judge"] is False
    assert client.post(f"{address}?first=2022-01-01&last=2022-12-31", {"reason": "好"}).status_code == 403


def test_another_countys_region_is_not_there(client_of, taocheng_officer, zaoqiang, split):
    client = client_of(taocheng_officer)

    assert client.get(split, YEAR | {"region": zaoqiang.code}).status_code == 404
    assert client.get(split, {"first": "2022-12-31", "last": "2022-01-01"}).status_code == 404
    assert client.get(reverse("oversight:pattern", args=["nothing"])).status_code == 404


def test_the_city_sets_thresholds_with_their_source(client_of, city_admin, auditor):
    path = reverse("oversight:rule-edit", args=["split-payments"])
    client = client_of(city_admin)
    typed = {"limit_yuan": "50000", "near_percent": "90", "payments": "3", "days": "30"}
    typed |= {"explanation": "拆分", "source": "市财政局限额标准", "is_active": "on"}
    typed["version"] = client.get(path).context["form"]["version"].value() or ""

    client.post(path, typed)

    rule = PatternRule.objects.get(code="split-payments")
    assert (rule.threshold("limit_yuan"), rule.source) == (50000, "市财政局限额标准")
    assert client.post(path, typed | {"days": "0"}).status_code == 200
    assert client_of(auditor).get(path).status_code == 403


@pytest.mark.parametrize("noun", ["inspection", "finding"])
def test_lists_ask_no_more_for_more_rows(noun, client_of, auditor, taocheng, hedong):
    client, path = client_of(auditor), reverse(f"oversight:{noun}-list")
    make = {"inspection": lambda: make_inspection(taocheng), "finding": lambda: make_finding(hedong)}[noun]
    make()
    asked(client, path)
    few = asked(client, path)
    for _ in range(4):
        make()

    assert asked(client, path) == few
    api = f"/api/v1/{noun}s/"
    assert asked(client, api) <= 8


def test_the_overview_asks_no_more_for_more_findings(client_of, auditor, hedong):
    client, path = client_of(auditor), reverse("oversight:overview")
    make_finding(hedong)
    asked(client, path)
    few = asked(client, path)
    for _ in range(4):
        make_finding(hedong)

    assert asked(client, path) == few <= 25


@pytest.mark.parametrize("code", PATTERNS)
def test_every_pattern_has_a_page_of_few_queries(code, client_of, auditor, split):
    client, path = client_of(auditor), reverse("oversight:pattern", args=[code])
    asked(client, path)

    assert asked(client, path) <= 10


def test_the_overview_tells_what_is_overdue(client_of, taocheng_officer, hedong):
    finding = make_finding(hedong)

    page = client_of(taocheng_officer).get(reverse("oversight:overview"))

    assert page.context["counts"] == {"open": 1, "overdue": 1, "reported": 0}
    assert finding.name in page.content.decode()
