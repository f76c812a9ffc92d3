"""The monthly return: its rules in form and database, its verbs, who does what, and what stays frozen."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.errors import Refused
from indicators.reading import read
from reports import actions
from reports.models import MonthlyReturn, ReturnRule, questions
from reports.monthly.body import Body
from reports.monthly.figures import Statement, compute
from reports.monthly.items import ITEMS
from stations.models import Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.reports.factories import ANSWERS, make_return, make_rule, make_submitted
from tests.stations.factories import make_milestone, make_station

JUNE, END_OF_JUNE, JULY_3 = date(2022, 6, 1), date(2022, 6, 30), date(2022, 7, 3)
Status = MonthlyReturn.Status


@pytest.fixture
def draft(taocheng, taocheng_officer):
    return make_return(taocheng, by=taocheng_officer)


@pytest.fixture
def submitted(taocheng, hedong, taocheng_officer):
    make_station(hedong, operating_on=date(2022, 6, 10))
    return make_submitted(taocheng, by=taocheng_officer)


@pytest.fixture
def approved(submitted, city_admin):
    return actions.approve_return(submitted, on=date(2022, 7, 6), by=city_admin)


def in_database(record, **values):
    """Write past every rule but the database's own."""
    with transaction.atomic():
        MonthlyReturn.objects.filter(pk=record.pk).update(**values)


def test_a_return_is_opened_with_code_and_due_day(draft):
    assert (draft.code, draft.due_on, draft.status) == ("MR-131102-202206", date(2022, 7, 5), Status.DRAFT)
    assert draft.answers == ANSWERS


def test_a_month_is_opened_once(draft, taocheng, taocheng_officer):
    with pytest.raises(Refused, match="has a return for 2022-06 already"):
        actions.open_return(taocheng, month=JUNE, on=JULY_3, by=taocheng_officer)
    twin = MonthlyReturn(region=taocheng, month=JUNE, due_on=draft.due_on, code="MR-X")
    with pytest.raises(ValidationError, match="has a return for this month already"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_month_that_has_not_begun_or_is_not_asked_for_is_not_opened(taocheng, taocheng_officer):
    make_rule()
    with pytest.raises(Refused, match="2022-07 has not begun"):
        actions.open_return(taocheng, month=date(2022, 7, 1), on=END_OF_JUNE, by=taocheng_officer)
    with pytest.raises(Refused, match="No deadline is set for 2021-06.*municipal administrator"):
        actions.open_return(taocheng, month=date(2021, 6, 1), on=JULY_3, by=taocheng_officer)


def test_only_counties_make_returns(hedong, city, city_admin):
    make_rule()
    for region in (hedong, city):
        with pytest.raises(ValidationError, match="Counties and zones"):
            actions.open_return(region, month=JUNE, on=JULY_3, by=city_admin)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"month": date(2022, 6, 2)}, "written as its first day"),
        ({"status": "lost"}, "status is not known"),
        ({"status": "submitted"}, "names who submitted it"),
        ({"submitted_on": END_OF_JUNE}, "names who submitted it"),
        ({"status": "returned", "return_reason": "x"}, "names who returned it"),
        ({"approved_on": JULY_3}, "names who approved it"),
        ({"figures_on": date(2022, 5, 31)}, "at the end of its month"),
    ],
)
def test_the_rules_of_a_draft_hold_in_form_and_database(draft, values, message):
    for name, value in values.items():
        setattr(draft, name, value)
    with pytest.raises(ValidationError, match=message):
        draft.validate_constraints()
    with pytest.raises(IntegrityError):
        in_database(draft, **values)


def test_whoever_submitted_cannot_approve_by_any_door(taocheng, city_admin):
    record = make_submitted(taocheng, by=city_admin)
    with pytest.raises(Refused, match="another municipal administrator has to approve"):
        actions.approve_return(record, on=JULY_3, by=city_admin)
    record.status, record.approved_by, record.approved_on = Status.APPROVED, city_admin, JULY_3
    with pytest.raises(ValidationError, match="submitted it cannot approve"):
        record.full_clean()
    with pytest.raises(IntegrityError):
        in_database(record, status=Status.APPROVED, approved_by=city_admin, approved_on=JULY_3)


def test_a_month_is_submitted_from_its_last_day_on(draft, taocheng_officer):
    with pytest.raises(Refused, match="from 2022-06-30 on"):
        actions.submit_return(draft, on=date(2022, 6, 29), by=taocheng_officer)
    assert actions.submit_return(draft, on=END_OF_JUNE, by=taocheng_officer).figures_on == END_OF_JUNE


def test_required_questions_are_answered_first(draft, taocheng_officer):
    actions.save_answers(draft, answers={"problems": "无"}, comment="", by=taocheng_officer)
    with pytest.raises(Refused, match="Plan for next month"):
        actions.submit_return(draft, on=JULY_3, by=taocheng_officer)


def test_answers_are_checked_by_their_question():
    kept = questions.check({"problems": " 缺人 ", "resources_yuan": "12,000.5", "help_needed": ""})
    assert kept == {"problems": "缺人", "resources_yuan": "12000.50"}
    for wrong in ("many", "-1", "0.001", "NaN", "1e12"):
        with pytest.raises(ValidationError):
            questions.check({"resources_yuan": wrong})
    with pytest.raises(ValidationError, match="no such question"):
        questions.check({"mood": "good"})


def test_the_model_refuses_answers_to_questions_that_are_not_asked(draft):
    draft.answers = {"mood": "good"}
    with pytest.raises(ValidationError, match="no such question"):
        draft.full_clean()


def test_the_frozen_figures_are_those_of_the_indicators_on_the_last_day(world, city, taocheng, city_admin):
    officer = make_user("officer", "county_officer", taocheng)
    record = make_submitted(taocheng, by=officer)
    statement = Statement.from_json(record.figures)
    reading = read([item.indicator for item in ITEMS.values()], user=officer, region=taocheng, on=END_OF_JUNE)
    county, *below = statement.lines
    assert county.code == taocheng.code
    assert set(county.values) == set(ITEMS)
    for item in ITEMS.values():
        if not item.is_of_month:
            assert county.values[item.code] == reading.value(item.indicator), item.code
    for child in reading.children:
        line = next(line for line in below if line.code == child.code)
        for item in ITEMS.values():
            if not item.is_of_month:
                assert line.values[item.code] == reading.value(item.indicator, child.path), item.code


def test_money_is_kept_as_decimal_strings_and_the_unknown_as_null(submitted):
    figures = submitted.figures["lines"][0]["figures"]
    assert figures["townships_covered"] == "1"
    assert figures["execution_rate"] is None
    assert Decimal(figures["spent"]) == 0
    assert submitted.figures["version"] == 1


def test_what_a_month_brings_is_the_rise_since_the_day_before_it(submitted):
    values = Statement.from_json(submitted.figures).lines[0].values
    assert values["stations_completed:month"] == 1
    assert values["milestones_achieved:month"] == 1


def test_amounts_of_the_month_begin_anew_with_the_year(world, taocheng):
    officer = make_user("officer", "county_officer", taocheng)
    january = compute(officer, taocheng, month=date(2022, 1, 1), on=date(2022, 1, 31)).lines[0].values
    assert january["spent:month"] == january["spent"]
    june = compute(officer, taocheng, month=JUNE, on=END_OF_JUNE).lines[0].values
    assert june["spent:month"] <= june["spent"]


def test_frozen_figures_stay_and_the_difference_shows(approved, hedong, taocheng_officer, viewer):
    frozen = approved.figures
    assert Body(viewer, approved, JULY_3).differing == []

    make_station(hedong, name="补录社工站", operating_on=date(2022, 6, 20))

    again = MonthlyReturn.objects.get(pk=approved.pk)
    assert again.figures == frozen
    found = {
        (cell.line, cell.item.code): (cell.text, cell.now_text)
        for cell in Body(viewer, again, JULY_3).differing
    }
    assert found[("桃城区", "stations_completed")] == ("1", "2")
    assert found[("河东街道", "stations_completed")] == ("1", "2")
    assert ("桃城区", "townships_covered") not in found


def test_a_township_that_had_nothing_shows_as_a_difference_and_zeros_do_not(approved, hexi, viewer):
    make_station(hexi, operating_on=date(2022, 6, 20))
    codes = {cell.item.code for cell in Body(viewer, approved, JULY_3).differing if cell.line == "河西街道"}
    assert "stations_completed" in codes
    assert "agencies" not in codes


def test_a_row_of_another_day_is_no_difference(approved, hedong, viewer):
    make_station(hedong, name="七月社工站", operating_on=date(2022, 7, 2))
    assert Body(viewer, approved, JULY_3).differing == []


def test_a_reader_without_money_is_told_none_of_it(submitted, viewer, auditor):
    told = {item.code for group in Body(viewer, submitted, JULY_3).groups for item, _cells in group.rows}
    assert not {code for code in told if code.split(":")[0] in {"spent", "budget", "allocated", "disbursed"}}
    assert "spent" in {
        item.code for group in Body(auditor, submitted, JULY_3).groups for item, _cells in group.rows
    }


def test_what_is_returned_is_mended_and_frozen_anew(submitted, hedong, taocheng_officer, city_admin):
    returned = actions.send_back(submitted, on=date(2022, 7, 4), reason=" 数据不符 ", by=city_admin)
    assert (returned.status, returned.return_reason, returned.times_returned) == (
        Status.RETURNED,
        "数据不符",
        1,
    )
    make_station(hedong, name="第二站", operating_on=date(2022, 6, 20))
    again = actions.submit_return(returned, on=date(2022, 7, 8), by=taocheng_officer)
    assert Statement.from_json(again.figures).lines[0].values["stations_completed"] == 2
    assert not again.is_late(date(2022, 7, 8))
    kept = [version.figures for version in again.history.all() if version.status == Status.SUBMITTED]
    assert [Statement.from_json(one).lines[0].values["stations_completed"] for one in kept] == [2, 1]


def test_a_return_without_reason_is_refused(submitted, city_admin):
    with pytest.raises(Refused, match="Say why"):
        actions.send_back(submitted, on=JULY_3, reason="  ", by=city_admin)


def test_what_is_submitted_or_approved_is_closed_to_the_county(submitted, approved, taocheng_officer):
    for verb in (
        lambda: actions.save_answers(approved, answers={}, comment="", by=taocheng_officer),
        lambda: actions.submit_return(approved, on=JULY_3, by=taocheng_officer),
    ):
        with pytest.raises(Refused, match="locked; a municipal administrator can reopen"):
            verb()


def test_what_is_submitted_says_who_can_return_it(submitted, taocheng_officer):
    with pytest.raises(Refused, match="is submitted; a municipal administrator can return it"):
        actions.save_answers(submitted, answers={}, comment="", by=taocheng_officer)


def test_only_what_is_submitted_is_answered(approved, city_admin):
    for verb in (
        lambda record: actions.approve_return(record, on=JULY_3, by=city_admin),
        lambda record: actions.send_back(record, on=JULY_3, reason="x", by=city_admin),
    ):
        with pytest.raises(Refused, match="only what is submitted"):
            verb(approved)


def test_the_city_reopens_with_a_reason_that_the_history_keeps(approved, city_admin):
    reopened = actions.reopen_return(approved, on=date(2022, 8, 1), reason="补录九月记录", by=city_admin)
    assert (reopened.status, reopened.approved_on, reopened.times_returned) == (Status.RETURNED, None, 0)
    latest, before = reopened.history.all()[:2]
    assert (latest.history_change_reason, latest.history_user) == ("补录九月记录", city_admin)
    assert before.status == Status.APPROVED
    with pytest.raises(Refused, match="only what is approved"):
        actions.reopen_return(reopened, on=date(2022, 8, 1), reason="x", by=city_admin)


def test_late_is_first_submitted_after_the_due_day(draft, taocheng_officer):
    assert not draft.is_late(date(2022, 7, 5))
    assert draft.is_late(date(2022, 7, 6))
    assert actions.submit_return(draft, on=date(2022, 7, 6), by=taocheng_officer).is_late(date(2022, 9, 1))


def test_the_due_day_is_a_dated_rule(taocheng, taocheng_officer):
    make_rule()
    make_rule(date(2022, 5, 1), due_day=8)
    deadlines = ReturnRule.objects.by_month()
    assert deadlines.due_on(date(2022, 4, 1)) == date(2022, 5, 5)
    assert deadlines.due_on(JUNE) == date(2022, 7, 8)
    assert deadlines.due_on(date(2022, 12, 1)) == date(2023, 1, 8)
    assert deadlines.due_on(date(2021, 12, 1)) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"due_day": 29}, "1 to 28"),
        ({"due_day": 0}, "1 to 28"),
        ({"from_month": date(2022, 1, 2)}, "first day"),
    ],
)
def test_a_rule_names_a_day_that_every_month_has(db, values, message):
    rule = make_rule()
    for name, value in values.items():
        setattr(rule, name, value)
    with pytest.raises(ValidationError, match=message):
        rule.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnRule.objects.filter(pk=rule.pk).update(**values)


def test_rules_are_the_citys(city_admin, taocheng_officer, viewer):
    rule = make_rule()
    assert city_admin.has_perm("reports.change_returnrule", rule)
    assert not taocheng_officer.has_perm("reports.change_returnrule", rule)
    assert ReturnRule.objects.visible_to(viewer).filter(pk=rule.pk).exists()


def test_who_may_do_what(submitted, taocheng_officer, zaoqiang_officer, hedong_officer, city_admin, auditor):
    may = {
        user.username: [
            action
            for action in ("view", "change", "submit", "approve")
            if user.has_perm(f"reports.{action}_monthlyreturn", submitted)
        ]
        for user in (taocheng_officer, zaoqiang_officer, hedong_officer, city_admin, auditor)
    }
    assert may == {
        "taocheng": ["view", "change", "submit"],
        "zaoqiang": [],
        "hedong": [],
        "city": ["view", "change", "submit", "approve"],
        "auditor": ["view"],
    }


def test_milestones_due_and_achieved_are_counted(hedong, city, city_admin):
    station = make_station(hedong)
    make_milestone(station, stage=Stage.PLANNED, planned_on=date(2022, 5, 1), achieved_on=date(2022, 6, 2))
    make_milestone(station, stage=Stage.FUNDED, planned_on=date(2022, 6, 20))
    values = compute(city_admin, hedong.parent, month=JUNE, on=END_OF_JUNE).lines[0].values
    assert Milestone.objects.count() == 2
    assert (values["milestones_due:month"], values["milestones_achieved:month"]) == (1, 1)
    assert values["milestones_overdue"] == 1
    assert Station.objects.count() == 1
