"""What every column of every noun is asked, the next one too."""

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CharField, DateField, DateTimeField, TextField
from django.utils import translation

from core.code_set import CodeSetField
from core.columns import bounds_of, limit_of
from core.history import Version

COLUMNS = [
    pytest.param(model, field, id=str(field))
    for floor in apps.get_app_configs()
    if Path(floor.path).parent == settings.BASE_DIR
    for model in floor.get_models()
    if not issubclass(model, Version)
    for field in model._meta.concrete_fields
]


def of(*kinds, but=()):
    return [
        each for each in COLUMNS if isinstance(each.values[1], kinds) and not isinstance(each.values[1], but)
    ]


# What no address, no name of a file and no series can hold.
ODD = ["A/1", "A 1", "A?1", "A#1", "-A1", "A1.", "..", "A%1", "A\\1", "A:1", "_A1"]
TOO_EARLY = [date(23, 5, 1), date(202, 5, 1), date(1023, 5, 1), date(1949, 9, 30)]
TOO_LATE = [date(3000, 1, 1), date.max]
DAYS, TEXTS = of(DateField, but=(DateTimeField,)), of(CharField, TextField)
CODES = [each for each in TEXTS if each.values[1].name == "code"]
# What a column asks beside this is another matter: here values go only as far as the texts themselves.
WRONG_DAY = "This day cannot be right"
FREE = [
    each
    for each in TEXTS
    if not (
        each.values[1].choices or each.values[1].name == "code" or isinstance(each.values[1], CodeSetField)
    )
]


def refusal_of(model, field, value) -> str:
    """What the column says of the value in a new record; empty where it takes it."""
    try:
        field.clean(value, model())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("model", "field"), DAYS)
def test_a_day_has_a_floor_and_a_ceiling(model, field):
    for beyond in (*TOO_EARLY, *TOO_LATE):
        assert WRONG_DAY in refusal_of(model, field, beyond)
    for inside in bounds_of(model, field.name):
        assert WRONG_DAY not in refusal_of(model, field, inside)


@pytest.mark.parametrize(("model", "field"), CODES)
def test_a_code_fits_into_addresses_and_names_of_files(model, field):
    assert [code for code in ODD if not refusal_of(model, field, code)] == []


@pytest.mark.parametrize(("model", "field"), FREE)
def test_a_text_of_invisible_signs_is_an_empty_one(model, field):
    nothing = refusal_of(model, field, "\u200b\u00ad　")

    assert nothing == refusal_of(model, field, "")
    assert not nothing or not field.blank


@pytest.mark.parametrize(("model", "field"), FREE)
def test_a_text_with_control_characters_is_refused(model, field):
    assert "cannot be read" in refusal_of(model, field, "a\x07b")


@pytest.mark.parametrize(("model", "field"), of(TextField))
def test_a_long_text_has_its_limit(model, field):
    assert f"at most {limit_of(field)} character" in refusal_of(model, field, "长" * (limit_of(field) + 1))
