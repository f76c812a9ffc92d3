"""Numbers that pass every check and belong to nobody."""

from datetime import date, timedelta

from stdnum.cn import ric, uscc

# Weights of the organisation code inside the credit code (GB 11714).
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
INNER_CHECKS = {10: "X", 11: "0"}
# Order numbers of a birthday that registrars hardly reach; the last digit tells men (odd) from women.
MAN, WOMAN = 999, 998
FIRST_BIRTHDAY = date(1968, 2, 11)
# A prime above the number of people of any county: every place among the birthdays is taken once.
BIRTHDAYS, BIRTHDAY_STEP, DAYS_APART = 211, 37, 52


def credit_code(region_code: str, number: int) -> str:
    """A unified social credit code of a social service organisation, right in both its check digits."""
    organisation = f"MJ9900{number:02d}"
    values = [int(sign, 36) for sign in organisation]
    check = 11 - sum(weight * value for weight, value in zip(INNER_WEIGHTS, values, strict=True)) % 11
    body = f"52{region_code}{organisation}{INNER_CHECKS.get(check, check)}"
    return body + uscc.calc_check_digit(body)


def impossible_credit_code(region_code: str, number: int) -> str:
    """A credit code that no register can hold, because its check digit is wrong."""
    code = credit_code(region_code, number)
    return code[:-1] + ("1" if code.endswith("0") else "0")


def birthday(number: int) -> date:
    """The birthday of the person with this number in a county, at most 30 years after the first."""
    place = number * BIRTHDAY_STEP % BIRTHDAYS
    return FIRST_BIRTHDAY + timedelta(days=place * DAYS_APART)


def id_number(region_code: str, number: int, *, is_man: bool) -> str:
    """A resident ID number of the region with the birthday of the ``number``."""
    body = f"{region_code}{birthday(number):%Y%m%d}{MAN if is_man else WOMAN}"
    return body + ric.calc_check_digit(body + "0")


def mobile(number: int) -> str:
    """A mobile number of a range that is plainly made up."""
    return f"1380000{number:04d}"


def certificate_number(year: int, region_code: str, number: int) -> str:
    """18 signs as usual; no real number begins with four zeros."""
    return f"0000{year}{region_code}{number:04d}"
