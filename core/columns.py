"""What every column of every noun is asked, whatever door its value comes through.

Pages, the admin, the API, imports and actions all clean a record before it is written, and cleaning asks
the columns. So what holds for all of them is given to them here, once, when a model is made: nobody has
to remember it for the next column..
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, DateField, DateTimeField, Field, Model, TextField
from django.utils.translation import gettext_lazy as _

from core.codes import addressable
from core.constraints import validate_constraints
from core.days import FIRST_DAY, LAST_DAY, Between
from core.texts import UNREADABLE, cleaned, cleaned_line, plain

CODE = "code"
# What a cell of a workbook can hold, for texts that name no limit.
MOST_SIGNS = 32_000


def prepare(sender: type[Model], **kwargs: Any) -> None:
    """Give the columns of a new model what they are asked; those of packages stay as they are."""
    if _is_ours(sender):
        sender.validate_constraints = validate_constraints  # type: ignore[assignment]
        for field in sender._meta.local_fields:
            _prepare(sender, field)


def _is_ours(model: type[Model]) -> bool:
    return (Path(settings.BASE_DIR) / model.__module__.partition(".")[0]).is_dir()


def _prepare(model: type[Model], field: "Field[Any, Any]") -> None:
    if isinstance(field, CharField | TextField):
        _ask(field, readable)
        _clean_first(field, lambda value: cleaned_for(field, value))
    if isinstance(field, TextField):
        _ask(field, MaxLengthValidator(limit_of(field)))
    if isinstance(field, CharField) and field.name == CODE:
        _ask_of_new(field, addressable)
    if isinstance(field, DateField) and not isinstance(field, DateTimeField):
        _ask(field, Between(*bounds_of(model, field.name)))


def cleaned_for(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as the column keeps it; what is no text stays."""
    if not isinstance(value, str):
        return value
    if field.name == CODE:
        return plain(value)
    return cleaned(value) if isinstance(field, TextField) else cleaned_line(value)


def limit_of(field: "TextField[Any, Any]") -> int:
    """How many signs a text may have."""
    return field.max_length or MOST_SIGNS


def bounds_of(model: type[Model], name: str) -> tuple[date, date]:
    """The first and the last day of a field: the portal's, or those that the noun names in ``day_bounds``."""
    bounds: tuple[date, date] = getattr(model, "day_bounds", {}).get(name, (FIRST_DAY, LAST_DAY))
    return bounds


def readable(value: str) -> None:
    """Refuse control characters and halves of signs."""
    if UNREADABLE.search(value):
        raise ValidationError(_("This text holds a sign that cannot be read; type it again."))


def _ask(field: "Field[Any, Any]", validator: Callable[[Any], None]) -> None:
    # A list of its own: versions are made of copies of the columns, which share theirs.
    vars(field)["validators"] = [*field.validators, validator]


def _clean_first(field: "Field[Any, Any]", clean: Callable[[Any], Any]) -> None:
    asked = field.clean
    vars(field)["clean"] = lambda value, record: asked(clean(value), record)


def _ask_of_new(field: "Field[Any, Any]", validator: Callable[[Any], None]) -> None:
    """A code stays: one that is written already can be read, so it is not asked again."""
    asked = field.clean

    def clean(value: Any, record: Model | None) -> Any:
        value = asked(value, record)
        if value and (record is None or record._state.adding):
            validator(value)
        return value

    vars(field)["clean"] = clean
