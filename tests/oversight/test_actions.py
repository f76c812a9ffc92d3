"""The verbs of checks, findings and judgements, and what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.errors import Refused
from oversight import actions
from oversight.models import Finding, PatternRule, RectificationFile
from oversight.patterns.pattern import Books
from oversight.rules.listing import Listing
from tests.oversight.factories import (
    DONE_ON,
    REPORTED_ON,
    make_finding,
    make_inspection,
    new_finding,
    report,
    spend,
)
from tests.stations import files

pytestmark = pytest.mark.django_db

VERIFIED_ON = date(2022, 6, 5)


@pytest.fixture
def finding(hedong, hedong_officer):
    return make_finding(hedong, owner_account=hedong_officer)


@pytest.fixture
def reported(finding, hedong_officer):
    report(finding, by=hedong_officer)
    return Finding.objects.get(pk=finding.pk)


def test_a_check_is_begun_and_concluded(taocheng, city_admin):
    planned = make_inspection(taocheng, status="planned")
    begun = actions.start_inspection(planned, on=date(2022, 5, 25), by=city_admin)
    assert (begun.status, begun.starts_on, begun.ends_on) == ("running", date(2022, 5, 25), date(2022, 5, 25))

    done = actions.conclude_inspection(begun, on=date(2022, 5, 30), summary="无", by=city_admin)

    assert done.is_concluded
    done.subject = "另一事项"
    with pytest.raises(Refused, match="is concluded; what it says stands"):
        actions.keep_inspection(done, by=city_admin)
    with pytest.raises(Refused, match="is concluded, so this cannot be done"):
        actions.start_inspection(done, on=date(2022, 6, 1), by=city_admin)


def test_a_check_that_has_not_begun_finds_nothing(taocheng, hedong, auditor):
    planned = make_inspection(taocheng, status="planned")

    with pytest.raises(ValidationError, match="has not begun; begin it first"):
        actions.keep_finding(new_finding(hedong, inspection=planned), by=auditor)


def test_a_finding_names_who_found_it(hedong, auditor):
    assert actions.keep_finding(new_finding(hedong), by=auditor).found_by == auditor


def test_a_rectification_is_reported_with_files_and_verified_by_another(reported, auditor):
    assert (reported.status, reported.rectified_on) == ("reported", DONE_ON)
    closed = actions.verify_rectification(reported, on=VERIFIED_ON, by=auditor, comment="属实")

    assert (closed.status, closed.closed_on, closed.verified_by) == ("closed", VERIFIED_ON, auditor)
    rectification = closed.rectifications.get()
    assert (rectification.verdict, rectification.decided_by) == ("verified", auditor)
    kept = rectification.files.get()
    assert (kept.content_type, len(kept.sha256)) == ("image/png", 64)
    assert kept.size_bytes > 0


def test_a_returned_rectification_is_mended_again(reported, auditor, hedong_officer):
    back = actions.return_rectification(reported, on=VERIFIED_ON, reason="缺签字", by=auditor)
    assert (back.status, back.rectified_on) == ("returned", None)

    report(back, by=hedong_officer)

    assert Finding.objects.get().status == "reported"
    assert Finding.objects.get().rectifications.count() == 2


def test_whoever_reported_or_owns_it_does_not_decide(hedong, auditor, city_admin, hedong_officer):
    finding = make_finding(hedong, owner_account=auditor)
    report(finding, by=city_admin)

    for one in (auditor, city_admin):
        with pytest.raises(Refused, match="You rectified .* yourself; somebody else"):
            actions.verify_rectification(finding, on=VERIFIED_ON, by=one)
        with pytest.raises(Refused, match="You rectified .* yourself"):
            actions.return_rectification(finding, on=VERIFIED_ON, reason="缺", by=one)


def test_nothing_is_verified_before_it_is_reported(finding, auditor):
    with pytest.raises(Refused, match="is to be rectified, so this cannot be done"):
        actions.verify_rectification(finding, on=VERIFIED_ON, by=auditor)


def test_a_closed_finding_stands(reported, auditor, hedong_officer):
    closed = actions.verify_rectification(reported, on=VERIFIED_ON, by=auditor)

    with pytest.raises(Refused, match="verified and closed"):
        report(closed, by=hedong_officer)
    closed.name = "另一问题"
    with pytest.raises(Refused, match="verified and closed"):
        actions.keep_finding(closed, by=auditor)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [([], "No file was chosen"), ([("notes.pdf", b"no pdf at all")], "none of the kinds that are kept")],
)
def test_without_a_fit_file_nothing_is_reported(chosen, message, finding, hedong_officer):
    sent = [files.upload(content, name) for name, content in chosen]
    with pytest.raises(ValidationError, match=message):
        actions.report_rectification(
            finding, done_on=DONE_ON, text="已改", files=sent, on=REPORTED_ON, by=hedong_officer
        )

    assert Finding.objects.get().status == "open"
    assert not RectificationFile.objects.exists()


def test_nothing_is_rectified_before_it_was_found(finding, hedong_officer):
    with pytest.raises(ValidationError, match="It was found on 2022-05-12 only"):
        actions.report_rectification(
            finding,
            done_on=date(2022, 5, 1),
            text="已改",
            files=[files.upload(files.PNG)],
            on=REPORTED_ON,
            by=hedong_officer,
        )


@pytest.fixture
def rule(db):
    return PatternRule.objects.get(code="split-payments")


@pytest.fixture
def listing(rule, city, city_admin):
    return lambda: Listing(rule, Books(city_admin, city, date(2022, 1, 1), date(2022, 12, 31)))


def test_what_was_judged_is_not_listed_again_until_its_rows_change(listing, rule, purse, auditor, hedong):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    item = listing().items[0]

    judgement = actions.judge_fine(item, rule=rule, reason="两批物资", on=REPORTED_ON, by=auditor)

    assert judgement.region == hedong
    assert (listing().items, listing().judged_count) == ([], 1)
    spend(purse, "9500.00", date(2022, 5, 3))
    assert [len(one.rows) for one in listing().items] == [3]


def test_a_withdrawn_judgement_lists_the_rows_again(listing, rule, purse, auditor):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    item = listing().items[0]
    judgement = actions.judge_fine(item, rule=rule, reason="两批物资", on=REPORTED_ON, by=auditor)
    steps = {"reason": "发票同号", "on": VERIFIED_ON, "by": auditor}

    actions.withdraw_judgement(judgement, **steps)

    assert [one.fingerprint for one in listing().items] == [item.fingerprint]
    assert judgement.history.first().history_change_reason == "发票同号"
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_judgement(judgement, **steps)
    actions.judge_fine(item, rule=rule, reason="确为两批", on=VERIFIED_ON, by=auditor)
    assert listing().items == []


def test_what_became_a_finding_is_not_withdrawn(listing, rule, purse, auditor, hedong):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    item = listing().items[0]
    finding = actions.make_finding(item, new_finding(hedong), rule=rule, on=REPORTED_ON, by=auditor)

    with pytest.raises(ValidationError, match="Only a judgement that nothing is wrong"):
        actions.withdraw_judgement(finding.judgements.get(), reason="再看", on=VERIFIED_ON, by=auditor)


def test_an_item_becomes_a_finding_once(listing, rule, purse, auditor, hedong):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    item = listing().items[0]

    finding = actions.make_finding(item, new_finding(hedong), rule=rule, on=REPORTED_ON, by=auditor)

    assert finding.judgements.get().listed == item.reason
    assert listing().items == []
    with pytest.raises(ValidationError, match="judged these rows already"):
        actions.make_finding(item, new_finding(hedong), rule=rule, on=REPORTED_ON, by=auditor)
    assert Finding.objects.count() == 1


def test_a_pattern_that_is_switched_off_lists_nothing(listing, rule, purse, city_admin):
    for day in (1, 2):
        spend(purse, "9500.00", date(2022, 5, day))
    rule.is_active = False
    actions.keep_rule(rule, by=city_admin)

    assert listing().items == []
