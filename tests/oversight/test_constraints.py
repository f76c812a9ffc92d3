"""Each rule of a record holds by full_clean and by the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from oversight.models import Finding, Judgement, PatternRule, Rectification
from tests.oversight.factories import (
    DONE_ON,
    REPORTED_ON,
    make_finding,
    make_inspection,
    make_pattern_rule,
    make_rectification,
)
from tests.stations.factories import account

pytestmark = pytest.mark.django_db

CLOSED = {"status": "closed", "rectified_on": DONE_ON, "closed_on": REPORTED_ON}


def refuses(record, values, message):
    """Both the model and the database refuse the values, the model with its sentence."""
    rows = type(record).objects.filter(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError, match=message):
        record.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kind": "party"}, "kind of check is not known"),
        ({"status": "lost"}, "status is not known"),
        ({"ends_on": date(2022, 5, 9)}, "does not end before"),
        ({"status": "concluded", "summary": "无", "concluded_on": None}, "concluded check has its day"),
        ({"status": "concluded", "concluded_on": date(2022, 5, 30)}, "concluded check has its day"),
        (
            {"status": "concluded", "summary": "无", "concluded_on": date(2022, 5, 9)},
            "not before the first",
        ),
        ({"summary": "无"}, "no other has"),
    ],
)
def test_checks(values, message, taocheng):
    refuses(make_inspection(taocheng), values, message)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"severity": "x"}, "severity is not known"),
        ({"owner_level": "x"}, "level is not known"),
        ({"status": "x"}, "status is not known"),
        ({"owner_unit": ""}, "Name the unit or the account"),
        ({"due_on": date(2022, 5, 11)}, "after it was found"),
        ({"amount_yuan": 0}, "above zero"),
        ({"rectified_on": DONE_ON}, "nothing else has"),
        ({"status": "reported"}, "has its day"),
        ({"status": "reported", "rectified_on": date(2022, 5, 11)}, "after the finding"),
        (CLOSED, "names who verified"),
        ({"closed_on": REPORTED_ON}, "no other does"),
    ],
)
def test_findings(values, message, hedong):
    refuses(make_finding(hedong), values, message)


def test_the_owner_of_a_finding_does_not_verify_it(hedong):
    owner = account("owner")
    finding = make_finding(hedong, owner_account=owner)

    refuses(finding, CLOSED | {"verified_by": owner}, "does not verify it")


def test_a_finding_is_not_closed_before_it_was_rectified(hedong):
    values = CLOSED | {"closed_on": date(2022, 5, 31), "verified_by": account("seer")}

    refuses(make_finding(hedong), values, "after it was rectified")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"verdict": "x"}, "verdict is not known"),
        ({"reported_on": date(2022, 5, 31)}, "has been done before"),
        ({"reason": "缺"}, "A verdict names"),
        ({"verdict": "verified", "decided_on": REPORTED_ON}, "A verdict names"),
    ],
)
def test_rectifications(values, message, hedong):
    refuses(make_rectification(make_finding(hedong)), values, message)


def test_who_reports_does_not_decide_and_returns_only_with_a_reason(hedong):
    mender, seer = account("mender"), account("seer")
    rectification = make_rectification(make_finding(hedong), by=mender)
    values = {"verdict": "verified", "decided_on": REPORTED_ON, "decided_by": mender}

    refuses(rectification, values, "does not decide about it")
    refuses(
        rectification, {"verdict": "returned", "decided_by": seer} | {"decided_on": REPORTED_ON}, "reason"
    )


def test_one_rectification_waits_at_a_time(hedong):
    finding = make_finding(hedong)
    first = make_rectification(finding)
    second = Rectification(
        finding=finding, done_on=DONE_ON, text="又", reported_on=REPORTED_ON, reported_by=first.reported_by
    )

    with pytest.raises(ValidationError, match="waits to be verified already"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_file_is_kept_once_with_a_rectification(hedong):
    kept = make_rectification(make_finding(hedong)).files.get()
    again = type(kept)(rectification=kept.rectification, title="同", sha256=kept.sha256, size_bytes=1)
    again.uploaded_by = kept.uploaded_by

    with pytest.raises(ValidationError, match="same content already"):
        again.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_rule_names_its_source(db):
    refuses(PatternRule.objects.get(code="round-sums"), {"source": ""}, "Name the source")


@pytest.mark.parametrize("value", ["0", "-1", "much", "NaN"])
def test_a_threshold_is_a_number_above_zero(value, db):
    with pytest.raises(ValidationError, match="number"):
        make_pattern_rule("round-sums", step_yuan=value)


def judged(city, **values):
    return Judgement.objects.create(
        rule=PatternRule.objects.get(code="round-sums"),
        fingerprint="a" * 64,
        region=city,
        listed="整数",
        judged_on=REPORTED_ON,
        judged_by=account("judge"),
        **{"verdict": "fine", "reason": "已核对"} | values,
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"verdict": "x"}, "verdict is not known"),
        ({"reason": ""}, "say why"),
        ({"verdict": "finding"}, "name the finding"),
    ],
)
def test_judgements(values, message, city):
    refuses(judged(city), values, message)


@pytest.mark.parametrize(
    "values",
    [
        {"withdrawn_on": date(2022, 6, 1)},
        {"withdrawn_on": date(2022, 6, 3), "verdict": "finding"},
    ],
)
def test_a_judgement_is_withdrawn_after_it_was_made_unless_it_became_a_finding(values, city):
    finding = make_finding(city)
    values = values | ({"finding": finding} if "verdict" in values else {})
    refuses(judged(city), values, "Only a judgement that nothing is wrong is withdrawn")


def test_rows_are_judged_once(city):
    first = judged(city)
    again = Judgement(
        rule=first.rule, fingerprint=first.fingerprint, region=city, verdict="fine", reason="再"
    )

    with pytest.raises(ValidationError, match="judged these rows already"):
        again.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        judged(city)


def test_what_a_finding_is_about_lies_where_the_finding_lies(hedong, zaoqiang, far_purse):
    elsewhere = far_purse.allocation
    finding = make_finding(hedong)
    finding.station, finding.allocation = elsewhere.station, elsewhere
    finding.inspection = make_inspection(zaoqiang)

    with pytest.raises(ValidationError) as refusal:
        finding.full_clean()
    assert set(refusal.value.message_dict) == {"station", "allocation", "inspection"}


def test_a_check_of_the_whole_city_leads_to_findings_anywhere_in_it(city, hedong):
    assert make_finding(hedong, inspection=make_inspection(city)).code == "FD-131102002-0001"


def test_days_to_come_are_refused(hedong, taocheng):
    far = date(2999, 1, 1)
    with pytest.raises(ValidationError, match="not come yet"):
        make_finding(hedong, found_on=far, due_on=far)
    with pytest.raises(ValidationError, match="not come yet"):
        make_inspection(taocheng, status="concluded", concluded_on=far, summary="无")


def test_codes_follow_from_year_and_place(taocheng, hedong):
    assert [make_inspection(taocheng).code for _ in range(2)] == ["CK-2022-0001", "CK-2022-0002"]
    assert [make_finding(hedong).code for _ in range(2)] == ["FD-131102002-0001", "FD-131102002-0002"]


def test_overdue_follows_the_day(hedong):
    finding = make_finding(hedong)
    rows = Finding.objects.all()

    assert list(rows.overdue(date(2022, 6, 12))) == []
    assert list(rows.overdue(date(2022, 6, 13))) == [finding]
    make_rectification(finding)
    assert list(rows.overdue(date(2022, 6, 13))) == []
