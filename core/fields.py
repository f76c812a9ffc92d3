"""The columns of a noun, whichever it is."""

from typing import Any, cast

from django.db.models import Field, Model


def field_of(model: type[Model], name: str) -> "Field[Any, Any]":
    """The column of this name; what only leads here from another noun is none."""
    return cast("Field[Any, Any]", model._meta.get_field(name))


def related_model_of(model: type[Model], name: str) -> type[Model]:
    """The noun that the relation of this name leads to."""
    return cast("type[Model]", field_of(model, name).related_model)
