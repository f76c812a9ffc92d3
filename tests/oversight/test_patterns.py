"""Each pattern finds its planted case, with its rows and a reason, and not the innocent one beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding import actions
from oversight.patterns import PATTERNS
from oversight.patterns.pattern import Books, common_path
from tests.funding.factories import make_allocation, make_contract, make_request
from tests.oversight.factories import make_pattern_rule, pay_out, spend
from tests.stations.factories import make_agency

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def listed(city, city_admin):
    """What a pattern lists for the city in 2022, as the codes of the rows of each item."""

    def items(code, region=city, first=FIRST, last=LAST, **thresholds):
        rule = make_pattern_rule(code, **thresholds)
        return list(PATTERNS[code].find(Books(city_admin, region, first, last), rule))

    return items


def rows_of(items):
    return [[row.code for row in item.rows] for item in items]


def test_every_rule_the_portal_brings_names_a_pattern_and_its_thresholds(db):
    for code, pattern in PATTERNS.items():
        rule = make_pattern_rule(code)
        assert set(rule.thresholds) == {one.name for one in pattern.thresholds}
        assert {one.name: one.default for one in pattern.thresholds} == rule.thresholds


def test_a_round_sum_in_december_is_listed(listed, purse):
    round_one = spend(purse, "6000.00", date(2022, 12, 1))

    (item,) = listed("round-sums")

    assert rows_of([item]) == [[round_one.code]]
    assert "6,000.00" in item.reason
    assert dict(item.subject)["expenditure"] == round_one.pk


@pytest.mark.parametrize(
    ("amount", "day"),
    [
        ("6000.01", date(2022, 12, 20)),
        ("6500.00", date(2022, 12, 20)),
        ("4000.00", date(2022, 12, 20)),
        ("6000.00", date(2022, 11, 30)),
    ],
)
def test_other_sums_and_other_months_are_innocent(amount, day, listed, purse):
    spend(purse, amount, day)

    assert listed("round-sums") == []


def test_a_reversed_payment_is_not_listed(listed, purse, city_admin):
    wrong = spend(purse, "6000.00", date(2022, 12, 1))
    actions.reverse(wrong, on=date(2022, 12, 2), by=city_admin, reason="有误")

    assert listed("round-sums") == []


def test_payments_just_under_the_limit_soon_after_another_are_listed_as_one(listed, purse):
    day = date(2022, 5, 10)
    parts = [spend(purse, "9500.00", day + timedelta(days=7 * number)) for number in range(3)]

    (item,) = listed("split-payments")

    assert rows_of([item]) == [[one.code for one in parts]]
    assert item.total_yuan == 28500


def test_only_so_many_days_apart_are_payments_near_another(listed, purse):
    spend(purse, "9500.00", date(2022, 5, 1))
    spend(purse, "9500.00", date(2022, 5, 16))
    assert listed("split-payments") == []

    spend(purse, "9500.00", date(2022, 5, 15))
    assert len(listed("split-payments")) == 1


@pytest.mark.parametrize("amount", ["10000.00", "8999.99"])
def test_at_the_limit_and_far_below_it_nothing_is_split(amount, listed, purse):
    spend(purse, amount, date(2022, 5, 1))
    spend(purse, amount, date(2022, 5, 2))

    assert listed("split-payments") == []


def test_payments_to_two_payees_are_not_split(listed, purse):
    spend(purse, "9500.00", date(2022, 5, 1), payee="甲店")
    spend(purse, "9500.00", date(2022, 5, 2), payee="乙店")

    assert listed("split-payments") == []


def test_the_same_amount_on_the_same_day_to_the_same_payee_is_listed(listed, purse, far_purse):
    twice = [spend(one, "812.50", date(2022, 5, 1), payee="印刷社") for one in (purse, far_purse)]

    (item,) = listed("duplicates")

    assert rows_of([item]) == [sorted(one.code for one in twice)]
    assert item.path == "1311"


def test_another_day_amount_or_payee_is_no_duplicate(listed, purse):
    spend(purse, "812.50", date(2022, 5, 1), payee="印刷社")
    spend(purse, "812.50", date(2022, 5, 2), payee="印刷社")
    spend(purse, "812.51", date(2022, 5, 1), payee="印刷社")
    spend(purse, "812.50", date(2022, 5, 1), payee="文具店")
    spend(purse, "499.00", date(2022, 6, 1), payee="文具店")
    spend(purse, "499.00", date(2022, 6, 1), payee="文具店")

    assert listed("duplicates") == []


def test_a_payee_of_many_stations_is_listed_with_the_sum_of_each(listed, purse, far_purse, station):
    spend(purse, "300.00", date(2022, 5, 1), payee="印刷社")
    spend(purse, "200.00", date(2022, 5, 2), payee="印刷社")
    spend(far_purse, "400.00", date(2022, 5, 3), payee="印刷社")

    (item,) = listed("shared-payee", stations=2, least_yuan=900)

    assert [(row.code, row.amount_yuan) for row in item.rows] == [
        (station.code, 500),
        (far_purse.allocation.station.code, 400),
    ]
    assert "印刷社" in item.reason


def test_a_payee_of_one_station_or_of_little_money_is_innocent(listed, purse, far_purse):
    spend(purse, "5000.00", date(2022, 5, 1), payee="甲店")
    spend(purse, "300.00", date(2022, 5, 1), payee="印刷社")
    spend(far_purse, "400.00", date(2022, 5, 3), payee="印刷社")

    assert listed("shared-payee", stations=2, least_yuan=900) == []


def test_a_county_above_the_share_of_exam_training_is_listed(
    listed, budget, purse, far_purse, hedong, taocheng
):
    exams = pay_out(budget, hedong, category="exam_training", payee="考前培训学校")
    spend(exams, "310.00", date(2022, 5, 1))
    spend(purse, "690.00", date(2022, 5, 1))
    spend(far_purse, "1000.00", date(2022, 5, 1))

    (item,) = listed("exam-training", share_percent=30)

    assert (item.path, [row.amount_yuan for row in item.rows]) == (taocheng.path, [310, 690])
    assert "31.0%" in item.reason


def test_exactly_the_share_of_exam_training_is_innocent(listed, budget, purse, hedong):
    spend(pay_out(budget, hedong, category="exam_training"), "300.00", date(2022, 5, 1))
    spend(purse, "700.00", date(2022, 5, 1))

    assert listed("exam-training", share_percent=30) == []


@pytest.fixture
def under_contract(budget, hedong, taocheng, hedong_officer, taocheng_officer, city_admin):
    """The first stage of a contract from 1 March 2022 to 28 February 2023, paid."""
    allocation = make_allocation(budget, hedong, amount_yuan=Decimal("100000.00"))
    contract = make_contract(taocheng, make_agency(taocheng), taocheng_officer, allocations=[allocation])
    stage = contract.stages.get(order=1)
    on = date(2022, 3, 2)
    stage = actions.release_stage(stage, by=taocheng_officer, on=on, evidence="合同文本")
    asked = make_request(allocation, hedong_officer, stage=stage, amount_yuan=Decimal("36000.00"), on=on)
    asked = actions.approve_request(asked, by=taocheng_officer, on=on)
    return actions.pay(asked, by=city_admin, on=on)


def test_what_is_spent_after_the_term_of_the_contract_is_listed_with_the_stated_reason(
    listed, under_contract
):
    spend(under_contract, "100.00", date(2023, 2, 28))
    late = spend(under_contract, "200.00", date(2023, 3, 1), confirmation="尾款延后支付")

    (item,) = listed("outside-term", last=date(2023, 12, 31))

    assert rows_of([item]) == [[late.code]]
    assert "尾款延后支付" in item.reason


def test_an_allocation_spent_in_the_last_days_of_the_year_is_listed(listed, budget, purse, hedong):
    early, late = spend(purse, "3000.00", date(2022, 6, 1)), spend(purse, "3000.00", date(2022, 12, 22))

    (item,) = listed("year-end")

    assert rows_of([item]) == [[late.code]]
    assert early.code not in rows_of([item])[0]
    assert "50.0%" in item.reason


@pytest.mark.parametrize(("early", "day"), [("3000.01", date(2022, 12, 22)), ("1.00", date(2022, 12, 21))])
def test_less_than_the_share_or_some_days_before_is_innocent(early, day, listed, purse):
    spend(purse, early, date(2022, 6, 1))
    spend(purse, "3000.00", day)

    assert listed("year-end") == []


def test_a_pattern_keeps_to_region_and_period(listed, purse, far_purse, taocheng):
    near = spend(purse, "6000.00", date(2022, 12, 1))
    spend(far_purse, "6000.00", date(2022, 12, 1))

    assert rows_of(listed("round-sums", region=taocheng)) == [[near.code]]
    assert listed("round-sums", last=date(2022, 11, 30)) == []


def test_what_is_listed_has_another_fingerprint_once_a_row_comes(listed, purse):
    spend(purse, "9500.00", date(2022, 5, 1))
    spend(purse, "9500.00", date(2022, 5, 2))
    (before,) = listed("split-payments")
    (same,) = listed("split-payments")
    spend(purse, "9500.00", date(2022, 5, 3))
    (after,) = listed("split-payments")

    assert before.fingerprint == same.fingerprint != after.fingerprint


@pytest.mark.parametrize("code", PATTERNS)
def test_queries_do_not_grow_with_what_is_listed(code, listed, purse, far_purse):
    easy = {"shared-payee": {"stations": 1, "least_yuan": 1}, "exam-training": {"share_percent": "0.01"}}

    def asked():
        with CaptureQueriesContext(connection) as queries:
            listed(code, **easy.get(code, {}))
        return len(queries)

    plant(purse, "甲店")
    asked()  # The reader's roles are read once.
    few = asked()
    for number in range(4):
        plant(far_purse if number % 2 else purse, f"店{number}")

    assert asked() == few


def plant(purse, payee):
    """What most patterns would list."""
    for day in (date(2022, 12, 27), date(2022, 12, 27)):
        spend(purse, "9000.00", day, payee=payee)


@pytest.mark.parametrize(
    ("paths", "path"),
    [
        (["131102002"], "131102002"),
        (["131102002", "131102001"], "131102"),
        (["131102002", "131121100"], "1311"),
        (["131102002", "131102"], "131102"),
    ],
)
def test_the_smallest_region_that_holds_all_paths(paths, path):
    assert common_path(paths) == path
