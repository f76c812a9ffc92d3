"""Telling changes to somebody: who, when, what from what to what, and why, as far as they may know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.figures import DASH
from core.history import Version
from core.scope import Anyone, covers, rows_of
from exchange.changes.authors import author_name, in_place_of, read_deputyships, read_roles
from exchange.changes.chronicle import Chronicle, is_account
from exchange.changes.reading import Pair
from exchange.changes.words import FieldChange, plain_words, reason_words
from regions.models import Region

ENTERED, REMOVED = "+", "-"


@dataclass(frozen=True)
class Change:
    """One version of one record, in words; ``fields`` says what differs from the one before."""

    chronicle: Chronicle
    number: int
    at: datetime
    author: str
    subject: str
    root: Any
    kind: str
    fields: tuple[FieldChange, ...]
    reason: str
    request_key: UUID | None
    can_revert: bool

    @property
    def is_first(self) -> bool:
        """Whether it is how the record was entered."""
        return self.kind == ENTERED

    @property
    def is_removal(self) -> bool:
        return self.kind == REMOVED

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell: saving a record unchanged is no news."""
        return self.is_first or self.is_removal or bool(self.fields)


class Teller:
    """Tells versions to ``reader``; on a record's page by its ``model`` and its place, ``path``."""

    def __init__(self, reader: Anyone, *, model: type[Model] | None = None, path: str | None = None) -> None:
        self.reader = reader
        self.model = model
        self.path = path
        self._visible: dict[type[Model], set[int]] = {}

    def tell(self, pairs: list[Pair]) -> list[Change]:
        """The changes in the order of ``pairs``; one query for the roles of their authors."""
        pairs = [pair for pair in pairs if self._is_telling(pair)]
        read_roles([account for pair in pairs for account in self._accounts(pair)], self.reader)
        read_deputyships(pair.version.history_user for pair in pairs if vars(pair.version)["is_by_deputy"])
        self._look_up(pairs)
        changes = [self._change(pair) for pair in pairs]
        return [change for change in changes if change.says_something]

    def _is_telling(self, pair: Pair) -> bool:
        return pair.before is not None or pair.version.history_type != "~"

    def _accounts(self, pair: Pair) -> Iterator[User | None]:
        yield pair.version.history_user
        for field in self._differences(pair):
            if is_account(field):
                yield from (getattr(one, field.name) for one in (pair.before, pair.version) if one)

    def _look_up(self, pairs: Iterable[Pair]) -> None:
        """Which of the related records among the differences the reader sees: one query for each noun."""
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for pair in pairs:
            for field in self._differences(pair):
                if _is_scoped(pair.chronicle, field):
                    keys = {getattr(one, field.attname) for one in (pair.before, pair.version) if one}
                    wanted[field.related_model] |= keys - {None}
        for model, keys in wanted.items():
            self._visible[model] = set(
                rows_of(model).visible_to(self.reader).filter(pk__in=keys).values_list("pk", flat=True)
            )

    def _change(self, pair: Pair) -> Change:
        chronicle, version = pair.chronicle, pair.version
        return Change(
            chronicle=chronicle,
            number=version.history_id,
            at=version.history_date,
            author=self._author(pair),
            subject=chronicle.subject(version),
            root=chronicle.root(version),
            kind=version.history_type,
            fields=tuple(self._words_of(pair)),
            reason=reason_words(chronicle, version.history_change_reason),
            request_key=version.request_key if vars(version)["is_of_many"] else None,
            can_revert=self._can_revert(pair),
        )

    def _author(self, pair: Pair) -> str:
        """Who wrote the version, and in whose place where that was borrowed from somebody."""
        version, name = pair.version, self._name(pair.version.history_user, pair)
        if version.history_user is None or not vars(version)["is_by_deputy"]:
            return name
        path = self.path or pair.chronicle.path_of(version)
        on = timezone.localdate(version.history_date)
        principals = in_place_of(version.history_user, on=on, path=path)
        if not principals:
            return name
        if name != str(version.history_user):
            # Whoever may not know the one need not know the other.
            return _("%(author)s, as a deputy") % {"author": name}
        return _("%(author)s, as deputy of %(principal)s") % {"author": name, "principal": principals}

    def _name(self, account: User | None, pair: Pair) -> str:
        path = self.path or pair.chronicle.path_of(pair.version)
        return author_name(
            account, reader=self.reader, permission=pair.chronicle.view_permission(), path=path
        )

    def _words_of(self, pair: Pair) -> Iterator[FieldChange]:
        for field in self._differences(pair):
            yield FieldChange(
                field.verbose_name,
                self._words(field, pair.before, pair),
                self._words(field, pair.version, pair),
            )

    def _words(self, field: Any, version: Version | None, pair: Pair) -> str:
        value = getattr(version, field.attname) if version else None
        if value is None or value == "":
            return DASH
        if field.name in pair.chronicle.formatters:
            return str(pair.chronicle.formatters[field.name](value))
        if field.is_relation:
            return self._related(field, getattr(version, field.name), pair)
        return plain_words(field, value)

    def _related(self, field: Any, record: Any, pair: Pair) -> str:
        if record is None:
            return _("a record that was removed")
        if is_account(field):
            return self._name(record, pair)
        return str(record) if self._sees(pair.chronicle, field, record) else _("outside your region")

    def _sees(self, chronicle: Chronicle, field: Any, record: Any) -> bool:
        if field.related_model is Region:
            return covers(self.reader, "regions.view_region", record.path)
        return not _is_scoped(chronicle, field) or record.pk in self._visible[field.related_model]

    def _differences(self, pair: Pair) -> Iterator[Any]:
        """The told fields in which the versions differ; of a first version those that say something."""
        if pair.version.history_type == REMOVED:
            return
        for field in pair.chronicle.fields:
            new = getattr(pair.version, field.attname)
            old = getattr(pair.before, field.attname) if pair.before else None
            if pair.before is None and not self._tells_at_first(pair.chronicle, field):
                continue
            if _or_none(old) != _or_none(new):
                yield field

    def _tells_at_first(self, chronicle: Chronicle, field: Any) -> bool:
        """What the first version says: that of a noun stands on its page already, that of a part does not."""
        if not chronicle.parent_lookups or field.name in chronicle.parent_fields(self.model):
            return False
        return chronicle.initial_fields is None or field.name in chronicle.initial_fields

    def _can_revert(self, pair: Pair) -> bool:
        """Whether a link makes sense; what stands against it in detail is said on its page. No query."""
        chronicle, version, before = pair.chronicle, pair.version, pair.before
        if version.history_type != "~" or before is None:
            return False
        attributes = chronicle.changed_attributes(version, before)
        if not attributes or chronicle.verb_refusal(attributes):
            return False
        return chronicle.has_permission(self.reader, chronicle.revert_action(version, before), version)


def _or_none(value: Any) -> Any:
    return None if value == "" else value


def _is_scoped(chronicle: Chronicle, field: Any) -> bool:
    """Whether the related record may be one that the reader does not see."""
    if not field.is_relation or field.related_model is Region or is_account(field):
        return False
    return not chronicle.is_visible_relation(field)
