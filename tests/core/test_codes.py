"""Series of codes: how a number becomes a code, and which codes belong to a series."""

import re

import pytest

from core.codes import Series, numbered, without_letters


@pytest.mark.parametrize(
    ("series", "number", "code"),
    [
        (Series("ST-131102002-"), 1, "ST-131102002-1"),
        (Series("ST-131102002-"), 12, "ST-131102002-12"),
        (Series("AG-", digits=4), 7, "AG-0007"),
        (Series("AG-", digits=4), 12345, "AG-12345"),
    ],
)
def test_a_number_fills_its_digits_and_may_grow_beyond_them(series, number, code):
    assert series.code(number) == code
    assert series.number_of(code) == number


@pytest.mark.parametrize(
    "code",
    [
        "AG-",
        "AG-12",
        "AG-00012",
        "AG-0001-R",
        "AG-旧0001",
        "AG-٣٣٣٣",
        "AG-²²²²",
        "AG-0000",
        "BG-0001",
        "",
        "0001",
    ],
)
def test_a_code_that_the_series_does_not_give_has_no_number(code):
    assert Series("AG-", digits=4).number_of(code) == 0


@pytest.mark.parametrize("digits", [1, 2, 4])
@pytest.mark.parametrize(
    "code",
    ["A.C-1", "A.C-01", "A.C-0001", "A.C-10000", "A.C-010000", "A.C-1-R", "ABC-1", "A.C-"],
)
def test_the_databases_pattern_finds_the_codes_that_have_a_number(code, digits):
    series = Series("A.C-", digits=digits)
    assert bool(re.fullmatch(series._pattern, code)) == bool(series.number_of(code))


def test_a_record_is_numbered_by_its_own_series():
    class Room:
        series = Series("R-", digits=2)

    assert numbered(Room(), 3).code == "R-03"


@pytest.mark.parametrize(
    ("code", "rest"), [("B-2022-0001", "2022-0001"), ("2022", "2022"), ("B-", "B-"), ("", "")]
)
def test_a_code_without_its_letters(code, rest):
    assert without_letters(code) == rest
