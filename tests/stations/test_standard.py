"""Answers weighed against a standard; the rules of standards, items and answers."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from core.errors import Refused
from stations.actions.standard import answer_standard, new_version
from stations.models import ConstructionStandard, StandardAnswer
from stations.rules.standard import assess, fulfils, normalised
from tests.accounts.factories import make_user
from tests.stations.factories import make_answer, make_standard

ON = date(2022, 6, 30)


def item(pk=1, kind="yes_no", *, minimum=None, choices=(), fulfilling=None, is_mandatory=True):
    return SimpleNamespace(
        pk=pk,
        kind=kind,
        minimum=minimum,
        choice_list=list(choices),
        fulfilling_list=list(choices if fulfilling is None else fulfilling),
        is_mandatory=is_mandatory,
    )


NUMBER = item(kind="number", minimum=Decimal("50.00"))
CHOICE = item(kind="choice", choices=("专用", "合用", "无"), fulfilling=("专用", "合用"))


@pytest.mark.parametrize(
    ("asked", "value", "is_enough"),
    [
        (item(), "yes", True),
        (item(), "no", False),
        (NUMBER, "50", True),
        (NUMBER, "49.99", False),
        (NUMBER, "120", True),
        (item(kind="number"), "0", True),
        (CHOICE, "合用", True),
        (CHOICE, "无", False),
        (item(kind="choice", choices=("甲", "乙")), "乙", True),
    ],
)
def test_an_answer_is_enough_or_not(asked, value, is_enough):
    assert fulfils(asked, value) is is_enough


@pytest.mark.parametrize(
    ("asked", "typed", "kept"),
    [
        (NUMBER, " 50.00 ", "50"),
        (NUMBER, "1200", "1200"),
        (NUMBER, "0.5", "0.5"),
        (NUMBER, "５０", "50"),
        (NUMBER, "", ""),
        (item(), "yes", "yes"),
        (CHOICE, "合用", "合用"),
    ],
)
def test_answers_are_kept_in_one_way_of_writing(asked, typed, kept):
    assert normalised(asked, typed) == kept


@pytest.mark.parametrize("typed", ["-1", "many", "NaN", "Infinity", "1.234", "1e30", "50 m²"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError, match="number from 0 on"):
        normalised(NUMBER, typed)


@pytest.mark.parametrize(("asked", "typed"), [(item(), "perhaps"), (CHOICE, "别的")])
def test_what_is_no_choice_is_refused(asked, typed):
    with pytest.raises(ValidationError, match="Choose one of"):
        normalised(asked, typed)


def test_items_are_sorted_into_fulfilled_failed_and_missing():
    items = [item(1), item(2), item(3, is_mandatory=False), item(4), item(5, is_mandatory=False)]
    found = assess(items, {1: "yes", 2: "no", 3: "no", 5: ""})
    assert [one.pk for one in found.fulfilled] == [1]
    assert [one.pk for one in found.failed] == [2, 3]
    assert [one.pk for one in found.missing] == [4, 5]
    assert [one.pk for one in found.failed_mandatory] == [2]
    assert [one.pk for one in found.missing_mandatory] == [4]
    assert (found.answered, found.asked, found.is_met) == (3, 5, False)


@pytest.mark.parametrize(
    ("items", "values", "is_met"),
    [
        ([item(1), item(2, is_mandatory=False)], {1: "yes", 2: "no"}, True),
        ([item(1), item(2, is_mandatory=False)], {1: "yes"}, True),
        ([item(1)], {}, False),
        ([], {}, False),
    ],
)
def test_a_standard_is_met_when_all_that_is_mandatory_is(items, values, is_met):
    assert assess(items, values).is_met is is_met


CASE_ROOM = {
    "code": "room",
    "text": "个案室",
    "kind": "choice",
    "choices": "专用\n合用\n无",
    "fulfilling": "专用",
}


@pytest.fixture
def standard(db):
    return make_standard(
        {"code": "door", "text": "挂牌"},
        {"code": "area", "text": "场地面积", "kind": "number", "unit": "m²", "minimum": 50},
        {
            "code": "room",
            "text": "个案室",
            "kind": "choice",
            "choices": "专用\n合用\n无",
            "fulfilling": "专用",
        },
    )


@pytest.fixture
def items(standard):
    return {one.code: one for one in standard.items.all()}


@pytest.fixture
def anna(db):
    return make_user("anna")


def test_the_standard_in_force_is_the_current_one_from_its_day_on(standard):
    assert ConstructionStandard.objects.in_force(date(2021, 12, 31)).first() is None
    assert ConstructionStandard.objects.in_force(date(2022, 1, 1)).get() == standard
    standard.is_current = False
    standard.save()
    assert not ConstructionStandard.objects.in_force(ON).exists()


def test_choices_that_fulfil_are_among_the_choices(items):
    items["room"].fulfilling = "专用\n大厅"
    with pytest.raises(ValidationError, match="not among the choices: 大厅"):
        items["room"].full_clean()


@pytest.mark.parametrize(
    ("field", "value"), [("text", "挂牌齐全"), ("is_mandatory", False), ("order", 9), ("code", "sign")]
)
def test_items_of_an_answered_standard_are_frozen(station, items, field, value):
    make_answer(station, items["area"], "60")
    setattr(items["door"], field, value)
    with pytest.raises(ValidationError, match="make a new version"):
        items["door"].full_clean()


def test_an_answered_standard_leaves_force_but_keeps_its_name(station, standard, items):
    make_answer(station, items["area"], "60")
    standard.is_current = False
    standard.full_clean()
    standard.name = "别的标准"
    with pytest.raises(ValidationError, match="frozen"):
        standard.full_clean()


def test_items_change_until_somebody_answers(items):
    items["door"].text = "挂牌齐全"
    items["door"].full_clean()


def test_an_answer_of_a_day_to_come_is_refused(station, items):
    with pytest.raises(ValidationError, match="has not come yet"):
        make_answer(station, items["door"], "yes", answered_on=date(2099, 1, 1))


def answer(station, by, on=ON, **values):
    items = {one.code: one for one in ConstructionStandard.objects.get(is_current=True).items.all()}
    answers = {
        items[code]: value if isinstance(value, tuple) else (value, "") for code, value in values.items()
    }
    return answer_standard(station, answers=answers, on=on, by=by)


def test_answers_are_kept_with_day_and_author(station, standard, anna):
    answer(station, anna, door="yes", area=("60.0", "含走廊"), room="")
    kept = {one.item.code: one for one in station.standard_answers.all()}
    assert {code: one.value for code, one in kept.items()} == {"door": "yes", "area": "60"}
    assert (kept["area"].note, kept["area"].answered_on, kept["area"].answered_by) == ("含走廊", ON, anna)
    assert kept["door"].history.get().history_user == anna


def test_only_what_differs_is_written(station, standard, anna):
    answer(station, anna, door="yes", area="60")
    later = date(2022, 7, 1)
    (changed,) = answer(station, make_user("ben"), on=later, door="no", area="60.00")
    assert (changed.item.code, changed.answered_on) == ("door", later)
    assert station.standard_answers.get(item__code="area").answered_by == anna
    assert changed.history.count() == 2


def test_an_answer_is_taken_back(station, standard, anna):
    answer(station, anna, door="yes")
    answer(station, anna, door="")
    assert station.standard_answers.get().value == ""
    assert station.standard_answers.get().is_fulfilled is None


def test_one_bad_answer_keeps_all_of_them_out(station, standard, anna):
    with pytest.raises(ValidationError) as refusal:
        answer(station, anna, door="yes", area="many", room="大厅")
    assert set(refusal.value.message_dict) == {"area", "room"}
    assert not StandardAnswer.objects.exists()


def test_a_standard_that_left_force_meanwhile_is_not_answered(station, standard, anna, items):
    standard.is_current = False
    standard.save()
    with pytest.raises(Refused, match="changed while you were answering"):
        answer_standard(station, answers={items["door"]: ("yes", "")}, on=ON, by=anna)


def test_the_next_version_copies_the_items_and_waits_to_be_put_into_force(standard, anna):
    following = new_version(standard, on=ON, by=anna)
    assert (following.version, following.is_current, following.valid_from) == (2, False, ON)
    assert list(following.items.values_list("code", "minimum")) == list(
        standard.items.values_list("code", "minimum")
    )
    third = new_version(following, on=ON, by=anna)
    assert (third.code, third.version) == (f"{standard.code}-V3", 3)
    assert third.history.get().history_user == anna
