"""How a noun is imported and exported: a short declaration of its columns.

Heading, kind, choices, help and whether a column is required come from the model's field, so that
a declaration names only what the model cannot know.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from core.code_set import CodeSetField
from core.columns import cleaned_for
from core.fields import field_of
from core.scope import Anyone, permission_of
from core.texts import Text
from exchange.resources import parsing, sets
from exchange.resources.facts import Facts

YES, NO = _("yes"), _("no")
PARSERS = [
    (models.BooleanField, parsing.yes_or_no),
    (models.DateField, parsing.day),
    (models.DecimalField, parsing.decimal),
    (models.IntegerField, parsing.integer),
]


@dataclass(frozen=True)
class Column:
    """One column: the model's ``field`` and what the model does not say about it.

    ``limit_choices_to`` narrows the records a reference may name, ``rows`` says for an account which they
    are where seeing them is not the rule; ``related`` is read with them; ``fits`` chooses among records of
    one code by the row they are for. ``code`` leads to the code of a reference and ``names`` to what may
    stand beside it, where it is not its own code and name. ``masked`` names the attribute whose text stands
    for a value that is not given out; sent back, it means: as it was. ``is_lines``: it holds several texts,
    one a line. ``is_percent``: its unit is the percent, though the field's name does not say so.
    """

    field: str
    example: str = ""
    is_plain: bool = False
    is_lines: bool = False
    is_percent: bool = False
    limit_choices_to: dict[str, Any] = dataclasses.field(default_factory=dict)
    rows: Callable[[Any], QuerySet[Any]] | None = None
    related: tuple[str, ...] = ()
    fits: Callable[[Any, Any], bool] | None = None
    masked: str = ""
    code: str = "code"
    names: Callable[[Any], list[str]] | None = None


class BoundColumn:
    """A column of a resource together with its model's field."""

    def __init__(self, resource: "Resource", column: Column) -> None:
        self.resource = resource
        self.declared = column
        self.name = column.field
        self.field = field_of(resource.model, column.field)

    def __str__(self) -> str:
        return str(self.header)

    @property
    def header(self) -> str:
        """The heading in the language of the moment."""
        return capfirst(str(self.field.verbose_name))

    @cached_property
    def headers(self) -> set[str]:
        """Every heading that is understood: in each language, and the field's own name."""
        found = {parsing.folded(self.name)}
        for language, _name in settings.LANGUAGES:
            with override(language):
                found.add(parsing.folded(self.field.verbose_name))
        return found

    @property
    def is_reference(self) -> bool:
        return isinstance(self.field, models.ForeignKey)

    @property
    def is_set(self) -> bool:
        """Whether a cell names several records."""
        return isinstance(self.field, models.ManyToManyField)

    @property
    def refers(self) -> bool:
        """Whether a cell names records, one or several."""
        return self.is_reference or self.is_set

    @property
    def is_day(self) -> bool:
        return isinstance(self.field, models.DateField)

    @property
    def is_number(self) -> bool:
        return isinstance(self.field, models.DecimalField | models.IntegerField) and not self.field.choices

    @property
    def is_percent(self) -> bool:
        """Whether it holds numbers whose unit is the percent."""
        return self.is_number and (self.declared.is_percent or self.name.endswith("_percent"))

    @property
    def is_required(self) -> bool:
        """Whether a new record cannot do without it."""
        return not self.field.blank and not self.field.has_default()

    @property
    def help(self) -> Text:
        return self.field.help_text

    @property
    def options(self) -> list[str]:
        """The words a cell may hold, in the language of the moment; empty where it is free."""
        if isinstance(self.field, models.BooleanField):
            return [str(YES), str(NO)]
        return [str(label) for value, label in self.field.flatchoices if value not in ("", None)]

    @cached_property
    def _choices(self) -> dict[str, object]:
        """Values by what may be written for them: the value itself or its label in any language."""
        known: dict[str, object] = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                known |= {parsing.folded(label): value for value, label in self.field.flatchoices}
        return known | {parsing.folded(value): value for value, _label in self.field.flatchoices}

    @cached_property
    def _labels(self) -> dict[object, Text]:
        """Labels by value: Django's own display of a choice makes this table anew for each record."""
        return dict(self.field.flatchoices)

    def parse(self, cell: object) -> Any:
        """The value of a cell that is not a reference and not blank; raises ``ValidationError``."""
        if self.field.choices:
            return self._choice(cell)
        if isinstance(self.field, CodeSetField):
            return self.field.to_python(parsing.text(cell))
        for kind, parser in PARSERS:
            if isinstance(self.field, kind):
                return parser(cell)
        return self._text(cell)

    def _text(self, cell: object) -> str:
        written = parsing.plain(cell) if self.is_plain else parsing.text(cell)
        return str(cleaned_for(self.field, written))

    @property
    def is_plain(self) -> bool:
        """Whether full-width signs are typing habits here and not meant."""
        return self.declared.is_plain or self.name in self.resource.key

    def _choice(self, cell: object) -> object:
        known = self._choices.get(parsing.folded(cell))
        if known is None:
            raise ValidationError(
                _("This is not one of: %(choices)s."), params={"choices": ", ".join(self.options)}
            )
        return known

    @property
    def empty(self) -> str | None:
        """What a blank cell means for a record that exists."""
        return None if self.field.null else ""

    def value_of(self, record: Any) -> Any:
        """The record's value as a cell would bring it back, for comparing."""
        value = getattr(record, self.field.attname)
        if not isinstance(value, str) or self.field.choices or self.is_reference:
            return value
        kept = cleaned_for(self.field, value)
        return parsing.plainly_kept(kept) if self.is_plain else kept

    def code_of(self, referred: Any) -> str:
        """The code of a record that a cell may name, from loaded relations."""
        for step in self.declared.code.split("__"):
            referred = getattr(referred, step)
        return str(referred)

    def names_of(self, referred: Any) -> list[str]:
        """What may stand beside the code, what is shown first."""
        return self.declared.names(referred) if self.declared.names else [referred.name]

    def text_of(self, referred: Any) -> str:
        """A record as a cell names it."""
        return f"{self.code_of(referred)} {self.names_of(referred)[0]}"

    def shown(self, record: Any) -> str | int | date | Decimal:
        """The record's value as files and pages show it; a number or a day stays one."""
        value = getattr(record, self.declared.masked or self.name)
        if value is None:
            return ""
        if self.is_set:
            return sets.written(self, value.all())
        if self.is_reference:
            return self.text_of(value)
        if isinstance(value, bool):
            return str(YES if value else NO)
        if self.field.choices:
            return str(self._labels.get(value, value))
        return self.field.words_of(value) if isinstance(self.field, CodeSetField) else value


class Resource:
    """A noun as a table. Subclasses name ``name``, ``model``, ``columns`` and what is special.

    ``key`` are the fields by which a row finds its record. Nothing is looked up a row at a time:
    the hooks below work on loaded relations.
    """

    name = ""
    model: type[models.Model]
    declared: list[Column] = []
    key: tuple[str, ...] = ("code",)
    # Relations that the noun's own rules read.
    related: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.columns = [BoundColumn(self, column) for column in self.declared]

    def __str__(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    def permission(self, action: str) -> str:
        """The permission that ``action`` on this noun needs."""
        return permission_of(self.model, action)

    def is_open_to(self, user: Anyone) -> bool:
        """Whether ``user`` may add or change anything of this noun."""
        return any(user.has_perm(self.permission(action)) for action in ("add", "change"))

    @cached_property
    def select_related(self) -> tuple[str, ...]:
        """The relations that rows are read with."""
        references = [column.name for column in self.columns if column.is_reference]
        return tuple(dict.fromkeys([*references, *self.related]))

    @cached_property
    def has_masked(self) -> bool:
        """Whether its files hold what the portal shows masked."""
        return any(column.declared.masked for column in self.columns)

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """The relations to several records that rows are read with."""
        return tuple(column.name for column in self.columns if column.is_set)

    @property
    def is_numbered(self) -> bool:
        """Whether new records get the next codes of their series, and may have no other."""
        return hasattr(self.model, "series")

    def judge(self, record: Any, by: User, facts: Facts) -> None:
        """Ask the noun's own rules, with the facts of the record's block; raises ``ValidationError``."""
        facts.clean(record)

    def facts(self) -> Facts:
        """A reader of what the noun's rules ask the database; one for a file."""
        return Facts()

    def after_write(self, records: list[Any], by: User) -> None:
        """What follows from the records, after an import and after its undo, which removed some."""
