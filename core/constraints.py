"""What several nouns ask of their rows in the same words: check constraints by name.

Each is called ``<app>_<model>_<rule>`` and says to people what is wrong. The texts stay with the noun.
"""

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import and_
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import BaseConstraint, BooleanField, CheckConstraint, Choices, F, Model, Q
from django.db.models.functions import Coalesce

from core.texts import Text


def constrained(*constraints: BaseConstraint) -> Callable[[Any], Any]:
    """Add the constraints to a ``class Meta``, whose own body does not see the choices inside its model."""

    def add(meta: Any) -> Any:
        meta.constraints = [*constraints, *getattr(meta, "constraints", [])]
        return meta

    return add


def known(
    field: str,
    choices: type[Choices] | Iterable[str],
    message: Text,
    *,
    rule: str = "",
    or_empty: bool = False,
) -> CheckConstraint:
    """The database too knows only the values of the list, and the empty text with ``or_empty``."""
    values = getattr(choices, "values", choices)
    return _check(
        rule or f"{field}_known", Q(**{f"{field}__in": ["", *values] if or_empty else values}), message
    )


def together(rule: str, message: Text, **empty: object) -> CheckConstraint:
    """All of the fields are filled in, or none: ``ended_on=None, end_reason=""`` says what is none."""
    nothing = {_lookup(field, value): True if value is None else value for field, value in empty.items()}
    filled = [
        Q(**{f"{field}__isnull": False}) if value is None else ~Q(**{field: value})
        for field, value in empty.items()
    ]
    return _check(rule, Q(**nothing) | reduce(and_, filled), message)


def _lookup(field: str, value: object) -> str:
    return f"{field}__isnull" if value is None else field


def not_before(
    last: str, first: str, message: Text, *, rule: str = "period", optional: tuple[str, ...] = ()
) -> CheckConstraint:
    """One day comes on or after another; those that are ``optional`` may be missing."""
    condition = Q(**{f"{last}__gte": F(first)})
    for field in reversed(optional):
        condition = Q(**{f"{field}__isnull": True}) | condition
    return _check(rule, condition, message)


def _check(rule: str, condition: Q, message: Text) -> CheckConstraint:
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{rule}", condition=condition, violation_error_message=message
    )


def validate_constraints(record: Model, exclude: Collection[str] | None = None) -> None:
    """What a record's constraints ask of it, its check constraints all in one query.

    Django asks each by itself and within a savepoint. It still does where one is broken, to say which, and
    where fields are left out.
    """
    if exclude or not _all_hold(record):
        Model.validate_constraints(record, exclude=exclude)


def _all_hold(record: Model) -> bool:
    using = router.db_for_write(type(record), instance=record)
    for model, constraints in record.get_constraints():
        checks = [one for one in constraints if isinstance(one, CheckConstraint)]
        if checks and not _checked(record, model, checks, using):
            return False
        try:
            for constraint in constraints:
                if not isinstance(constraint, CheckConstraint):
                    constraint.validate(model, record, using=using)
        except ValidationError:
            return False
    return True


def _checked(record: Model, model: type[Model], checks: list[CheckConstraint], using: str) -> bool:
    conditions = [cast("Q", one.condition) for one in checks]
    asked = {name for one in conditions for name in one.referenced_base_fields}
    # What Django itself gives its constraints; its types do not tell of it.
    every: dict[str, Any] = cast("Any", record)._get_field_expression_map(meta=model._meta)
    values = {name: value for name, value in every.items() if name in asked}
    # What is not known breaks no constraint.
    known_or_true = (Q(Coalesce(one, True, output_field=BooleanField())) for one in conditions)
    return reduce(and_, known_or_true).check(values, using=using)
