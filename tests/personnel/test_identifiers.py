from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from personnel.rules.identifiers import clean_certificate_number, clean_id_number, clean_mobile, is_male

TODAY = date(2022, 6, 30)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("number", "male"),
    [
        ("11010519491231002X", False),
        ("360426199101010071", True),
        ("131102199001010016", True),
        ("131102200002290027", False),
        ("13112819551112123X", True),
        ("131102198503154568", False),
        ("13110219900101018X", False),
    ],
)
def test_valid_id_numbers_are_taken_as_they_are(number, male):
    assert clean_id_number(number, today=TODAY) == number
    assert is_male(number) is male


@pytest.mark.parametrize(
    "ending",
    ["0016", "0024", "0032", "0040", "0059", "0067", "0075", "0083", "0091", "018X", "0198"],
)
def test_every_check_sign_is_understood(ending):
    assert clean_id_number("13110219900101" + ending, today=TODAY).endswith(ending)


@pytest.mark.parametrize("typed", ["13110219900101018x", " 131102 19900101 018X ", "131102-19900101-018x"])
def test_small_x_blanks_and_dashes_are_brought_into_form(typed):
    assert clean_id_number(typed, today=TODAY) == "13110219900101018X"


def test_full_width_digits_are_brought_into_form():
    typed = "13110219900101001" + "\uff16"

    assert clean_id_number(typed, today=TODAY) == "131102199001010016"


def test_a_withdrawn_place_in_the_number_is_no_fault():
    assert clean_id_number("132201197001010017", today=TODAY) == "132201197001010017"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("131102199001010017", "check digit"),
        ("131102199002300015", "does not exist"),
        ("440524188001010014", "before 1900"),
        ("131102900101001", "15 digits"),
        ("13110219900101001", "17 digits"),
        ("1311021990010100160", "17 digits"),
        ("1311021990010A0016", "17 digits"),
        ("X31102199001010016", "17 digits"),
        ("", "17 digits"),
    ],
)
def test_wrong_id_numbers_are_refused_with_what_is_wrong(number, message):
    with pytest.raises(ValidationError, match=message):
        clean_id_number(number, today=TODAY)


def test_a_birth_date_in_the_future_is_refused():
    with pytest.raises(ValidationError, match="in the future"):
        clean_id_number("131102199001010016", today=date(1989, 12, 31))


def test_a_birth_date_of_today_is_taken():
    assert clean_id_number("131102199001010016", today=date(1990, 1, 1))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13800138000", "13800138000"),
        ("19212345678", "19212345678"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("8613800138000", "13800138000"),
    ],
)
def test_mobile_numbers_are_brought_into_form(typed, expected):
    assert clean_mobile(typed) == expected


@pytest.mark.parametrize(
    "typed", ["12345678901", "1380013800", "138001380000", "0318-2012345", "1380013800a", ""]
)
def test_wrong_mobile_numbers_are_refused(typed):
    with pytest.raises(ValidationError, match="11 digits"):
        clean_mobile(typed)


def test_certificate_numbers_are_trimmed_and_in_capitals():
    assert clean_certificate_number(" 20211037ab000001 ") == "20211037AB000001"
