"""Cells as people type them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from exchange.resources import parsing


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 6, 1),
        datetime(2022, 6, 1),  # noqa: DTZ001
        "2022-6-1",
        "2022-06-01",
        "2022.6.1",
        "2022/6/1",
        "2022年6月1日",
        " ２０２２年６月１日　",
        "20220601",
        20220601.0,
        44713.0,
        "2022-06-01 00:00:00",
    ],
)
def test_a_day_is_read_however_it_is_written(cell):
    assert parsing.day(cell) == date(2022, 6, 1)


@pytest.mark.parametrize(
    "cell", ["2022-6", "22-6-1", "2022-02-30", "六月一日", 12.5, True, "2022-06-01 08:00"]
)
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(ValidationError, match="day"):
        parsing.day(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("120", "120"),
        (120.0, "120"),
        (0.1 + 0.2, "0.3"),
        ("１，２３４．５", "1234.5"),
        ("1,234,567", "1234567"),
        (" -3.50 ", "-3.50"),
        (0.00001, "0.00001"),
    ],
)
def test_a_number_is_read_however_it_is_written(cell, number):
    assert parsing.decimal(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["1,23", "12元", "1e5", "nan", "--1", True, "1 2"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(ValidationError, match="number"):
        parsing.decimal(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  河东街道　", "河东街道"),
        ("\u200b河东\ufeff", "河东"),
        (131102002.0, "131102002"),
        (1.5, "1.5"),
        (None, ""),
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'quoted'", "'quoted'"),
        ("a\r\nb", "a\nb"),
        (True, "TRUE"),
        (datetime(2022, 6, 1), "2022-06-01"),  # noqa: DTZ001
    ],
)
def test_text_loses_only_what_is_around_it(cell, text):
    assert parsing.text(cell) == text


def test_full_width_signs_become_plain_ones():
    assert parsing.plain("　ＳＴ－１３１１０２００２－１ ") == "ST-131102002-1"


@pytest.mark.parametrize("cell", [131102199001010018.0, float("inf"), float("nan"), 1e300])
def test_a_number_that_the_spreadsheet_rounded_is_refused(cell):
    with pytest.raises(ValidationError, match="rounded"):
        parsing.text(cell)


@pytest.mark.parametrize("cell", ["a\x00b", "\x07", "\ud800"])
def test_signs_that_nobody_can_read_are_refused(cell):
    with pytest.raises(ValidationError, match="cannot be read"):
        parsing.text(cell)


@pytest.mark.parametrize(
    ("cell", "answer"), [("是", True), ("Yes", True), (1.0, True), ("否", False), (False, False)]
)
def test_yes_and_no_in_both_languages(cell, answer):
    assert parsing.yes_or_no(cell) is answer


def test_an_unclear_answer_is_refused():
    with pytest.raises(ValidationError, match="yes or no"):
        parsing.yes_or_no("maybe")
