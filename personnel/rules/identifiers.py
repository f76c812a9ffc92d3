"""Numbers of people as they are typed, checked and brought into one form."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from core.texts import plain

ID_NUMBER_LENGTH = 18
OLD_ID_NUMBER_LENGTH = 15
EARLIEST_BIRTH_YEAR = 1900
ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
MOBILE_LENGTH = 11
COUNTRY_CODE = "86"
CERTIFICATE_NUMBER = r"^[0-9A-Z]{10,30}$"


def clean_id_number(text: str, *, today: date) -> str:
    """The resident ID number in its stored form: 18 signs, ``X`` in upper case.

    The place in it is not looked up: codes are withdrawn while people keep their numbers.
    Raises ``ValidationError`` with what is wrong.
    """
    number = _squeezed(text).upper()
    if len(number) == OLD_ID_NUMBER_LENGTH and number.isdigit():
        raise ValidationError(_("This is the old number of 15 digits; enter the one of 18 digits."))
    if len(number) != ID_NUMBER_LENGTH or not ID_NUMBER.fullmatch(number):
        raise ValidationError(_("An ID number has 17 digits and a check digit, which may be X."))
    if number[-1] != ric.calc_check_digit(number):
        raise ValidationError(_("The check digit of this ID number is wrong; compare it with the card."))
    birth_date = birth_date_of(number)
    if birth_date.year < EARLIEST_BIRTH_YEAR or birth_date > today:
        raise ValidationError(_("The birth date in this ID number lies before 1900 or in the future."))
    return number


def birth_date_of(number: str) -> date:
    """The birth date in an ID number; raises ``ValidationError`` where no calendar has it."""
    try:
        return ric.get_birth_date(number)
    except InvalidComponent:
        raise ValidationError(_("The birth date in this ID number does not exist.")) from None


def is_male(number: str) -> bool:
    """Whether the ID number is a man's: its 17th digit is odd."""
    return int(number[16]) % 2 == 1


def clean_mobile(text: str) -> str:
    """The mobile number as 11 digits, without blanks, dashes and +86. Raises ``ValidationError``."""
    number = _squeezed(text).removeprefix("+")
    if len(number) == len(COUNTRY_CODE) + MOBILE_LENGTH:
        number = number.removeprefix(COUNTRY_CODE)
    if not MOBILE.fullmatch(number):
        raise ValidationError(_("A mobile number has 11 digits and starts with 13 to 19."))
    return number


def clean_certificate_number(text: str) -> str:
    """The number of a certificate in its stored form: no blanks around it, upper case."""
    return plain(text).upper()


def _squeezed(text: str) -> str:
    """The text with plain digits, without blanks and dashes."""
    return re.sub(r"[\s-]", "", plain(text))
