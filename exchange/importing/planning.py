"""What rows would do, one by one: new, changed, unchanged or refused, with every error at once.

The dry run and the import itself make the same plan; the import writes it only if both agree.
Everything is read by blocks of a thousand rows, so the number of queries grows by the block.
"""

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from accounts.models import User
from core import judge
from core.fields import field_of
from core.scope import rows_of
from exchange.importing.blocks import in_blocks
from exchange.importing.checks import broken_checks, check_rules, unique_rules
from exchange.importing.drafts import CHANGED, NEW, Draft
from exchange.importing.errors import Sentence
from exchange.importing.numbering import Numbering
from exchange.importing.references import References
from exchange.resources import parsing, sets
from exchange.resources.resource import BoundColumn, Resource

OUT_OF_SCOPE, LOCKED = "scope", "locked"
# What the fields of a noun's key hold.
Key = tuple[Any, ...]


class Source(Protocol):
    """Where rows come from, and how what they hold becomes the cells of a draft.

    ``columns`` are those that a row may speak of, in the order of the declaration, not of a file: later
    ones may rest on earlier ones. ``codes`` are all that were typed, so that no new record gets one of
    them. ``is_compared``: somebody reads what would differ before it is written.
    """

    columns: list[BoundColumn]
    codes: set[str]
    is_compared: bool

    def draft(self, number: int, row: Any) -> Draft:
        """The row as it was typed, with what is wrong with that."""


class Planner:
    """Plans the rows of one source, a block at a time, and remembers what earlier rows used.

    With ``lock`` the records found are locked until the end of the transaction.
    """

    def __init__(self, resource: Resource, user: User, source: Source, *, lock: bool) -> None:
        self.resource = resource
        self.user = user
        self.source = source
        self.lock = lock
        self.columns = source.columns
        self.keys: dict[Key, int] = {}
        self.ambiguous: set[Key] = set()
        self.unique_rules = unique_rules(resource.model)
        self.check_rules = check_rules(resource.model)
        self.facts = resource.facts()
        rows = rows_of(resource.model)
        self.paths = {action: rows.paths_of(user, action) for action in ("add", "change")}
        self.numbering = Numbering(resource.model, source.codes)

    def block(self, rows: Iterable[tuple[int, Any]]) -> list[Draft]:
        """The drafts of a block of rows."""
        drafts = [self.source.draft(number, row) for number, row in rows]
        for draft in drafts:
            self._parse(draft)
        references = self._references(drafts)
        for draft in drafts:
            self._resolve_keys(draft, references)
        self._match(drafts)
        for draft in drafts:
            if draft.record is not None:
                self._fill(draft, references)
        self._give_codes(drafts)
        judged = [draft for draft in drafts if self._is_judged(draft)]
        self.facts.read([draft.record for draft in judged if not draft.errors])
        if issubclass(self.resource.model, judge.Lockable):
            self.resource.model.read_locks([draft.stored for draft in judged if not draft.is_new])
        for draft in judged:
            self._judge(draft)
        return drafts

    # What it means

    def _parse(self, draft: Draft) -> None:
        for column in self.columns:
            cell = draft.cells[column.name]
            if cell is None or column.name in draft.faulty:
                continue
            try:
                draft.values[column.name] = _typed_value(column, cell)
            except ValidationError as error:
                draft.refuse(error, column.name)

    def _references(self, drafts: list[Draft]) -> dict[str, References]:
        return {
            column.name: References(
                column,
                self.user,
                [named for draft in drafts if column.name in draft.values for named in _named(column, draft)],
            )
            for column in self.columns
            if column.refers
        }

    def _resolve_keys(self, draft: Draft, references: dict[str, References]) -> None:
        for column in self.columns:
            if column.is_reference and column.name in self.resource.key:
                self._resolve(draft, column, references)

    def _resolve(self, draft: Draft, column: BoundColumn, references: dict[str, References]) -> None:
        if column.name not in draft.values:
            return
        try:
            found = _found(column, draft, references[column.name])
        except ValidationError as error:
            del draft.values[column.name]
            draft.refuse(error, column.name)
        else:
            draft.values[column.name] = found

    def _match(self, drafts: list[Draft]) -> None:
        """Find the record of each row; rows without one are new."""
        keyed = {draft: key for draft in drafts if (key := self._key(draft))}
        found = self._stored(set(keyed.values()))
        pks = [record.pk for record in found.values()]
        rows = rows_of(self.resource.model)
        changeable = set(rows.permitted(self.user, "change").filter(pk__in=pks).values_list("pk", flat=True))
        visible = set(rows.visible_to(self.user).filter(pk__in=pks).values_list("pk", flat=True))
        for draft in drafts:
            key = keyed.get(draft)
            record = found.get(key) if key else None
            if draft.faulty & set(self.resource.key):
                continue
            if key and self.keys.setdefault(key, draft.number) != draft.number:
                draft.refuse(_("Row %(row)d of the file is about the same record.") % {"row": self.keys[key]})
            elif key in self.ambiguous:
                draft.refuse(_("Several records are meant by this; change them on their page."))
            elif record is None:
                draft.record = self.resource.model()
            elif record.pk in changeable:
                draft.record, draft.is_new = record, False
                draft.stored = copy(record) if isinstance(record, judge.Lockable) else record
                draft.before = _stored_values(record)
            elif record.pk in visible:
                draft.refuse(Sentence(_("You may see this record, but not change it."), OUT_OF_SCOPE))
            else:
                draft.refuse(self._unknown_code(), self.resource.key[0])

    def _key(self, draft: Draft) -> Key | None:
        values = [draft.values.get(name, self._blank(name, draft)) for name in self.resource.key]
        return None if None in values else tuple(getattr(value, "pk", value) for value in values)

    def _blank(self, name: str, draft: Draft) -> str | None:
        """What an empty cell of the key means: a text that may be empty, else nothing that finds a record."""
        field = field_of(self.resource.model, name)
        is_text = isinstance(field, CharField) and field.blank and name != "code"
        return "" if is_text and name not in draft.faulty else None

    def _stored(self, keys: Collection[Key]) -> dict[Key, Any]:
        if not keys:
            return {}
        model = self.resource.model
        attributes = [field_of(model, name).attname for name in self.resource.key]
        wanted = dict(zip(attributes, map(set, zip(*keys, strict=True)), strict=True))
        rows = rows_of(model).filter(**{f"{name}__in": values for name, values in wanted.items()})
        rows = rows.select_related(*self.resource.select_related).prefetch_related(*self.resource.sets)
        rows = rows.order_by("pk")
        if self.lock:
            rows = rows.select_for_update(of=("self",), no_key=True)
        found: dict[Key, Any] = {}
        for record in rows:
            key = tuple(getattr(record, name) for name in attributes)
            if key in found:
                self.ambiguous.add(key)
            found[key] = record
        return found

    def _unknown_code(self) -> Sentence:
        return Sentence(
            _("No record of yours has this code. Leave it empty for a new one: the portal gives the code."),
            OUT_OF_SCOPE,
        )

    def _fill(self, draft: Draft, references: dict[str, References]) -> None:
        shown_before = self._shown_before(draft)
        for column in self.columns:
            if column.refers and column.name not in self.resource.key:
                self._resolve(draft, column, references)
            if column.name not in draft.faulty and not self._is_as_it_was(draft, column):
                self._set(draft, column)
                if column.name in draft.values or not draft.is_new:
                    after = self._shown_after(draft, column)
                    draft.differences.append((column.name, shown_before.get(column.name, ""), after))

    def _shown_before(self, draft: Draft) -> dict[str, str]:
        """The record's values as people read them, by column, as long as nothing is set."""
        if draft.is_new or not self.source.is_compared:
            return {}
        return {column.name: str(column.shown(draft.record)) for column in self.columns}

    def _shown_after(self, draft: Draft, column: BoundColumn) -> str:
        if not self.source.is_compared:
            return ""
        if column.is_set:
            return sets.written(column, draft.sets.get(column.name, []))
        return str(column.shown(draft.record))

    def _is_as_it_was(self, draft: Draft, column: BoundColumn) -> bool:
        if draft.is_new:
            return False
        if column.name not in draft.named:
            return True
        if column.is_set:
            return sets.keys_of(draft.values.get(column.name, [])) == _set_of(draft.record, column)
        cell, masked = draft.cells[column.name], column.declared.masked
        if masked and cell is not None and parsing.plain(cell) == getattr(draft.record, masked):
            return True
        value = draft.values.get(column.name, column.empty)
        return bool(getattr(value, "pk", value) == column.value_of(draft.record))

    def _set(self, draft: Draft, column: BoundColumn) -> None:
        if column.name in draft.values:
            self._write(draft, column, draft.values[column.name])
        elif draft.is_new:
            if column.is_required:
                draft.refuse(Sentence(_("A new record needs this."), "required"), column.name)
        elif column.field.blank:
            self._write(draft, column, [] if column.is_set else column.empty)
        else:
            draft.refuse(Sentence(_("This cannot be empty."), "blank"), column.name)

    def _write(self, draft: Draft, column: BoundColumn, value: Any) -> None:
        """Put the value on the record; a set is written after the record itself."""
        if not column.is_set:
            setattr(draft.record, column.name, value)
            return
        draft.sets[column.name] = value
        if not draft.is_new:
            draft.sets_before[column.name] = _set_of(draft.record, column)

    # Whether it may be

    def _give_codes(self, drafts: list[Draft]) -> None:
        new = [draft for draft in drafts if draft.record is not None and draft.is_new]
        for draft in new:
            for column in self.resource.columns:
                if column.is_required and column.name not in draft.cells:
                    draft.refuse(_("A new record needs the column “%(column)s”.") % {"column": column})
        if not self.resource.is_numbered:
            return
        whole = [draft for draft in new if not draft.errors]
        for draft in whole:
            draft.is_numbered = not draft.record.code
            # What another series would give, or no series, belongs to nobody: it may be somebody else's.
            if draft.record.code and not draft.record.series.takes(draft.record.code):
                draft.refuse(self._unknown_code(), "code")
        self.numbering.give([draft.record for draft in whole if draft.is_numbered])

    def _is_judged(self, draft: Draft) -> bool:
        return draft.record is not None and (draft.is_new or bool(draft.differences))

    def _judge(self, draft: Draft) -> None:
        record = draft.record
        self._judge_permission(draft)
        faulty = draft.faulty
        for error, column in self._field_errors(draft, faulty):
            draft.refuse(error, column)
        if not draft.errors:
            self._judge_whole(draft)
        for sentence in broken_checks(self.check_rules, record, draft.faulty):
            draft.refuse(sentence)

    def _judge_permission(self, draft: Draft) -> None:
        # Whose record it is was asked for the whole block, when it was found.
        facts = judge.Facts(
            stored=draft.stored,
            changed=frozenset((*draft.written, *draft.sets)),
            allowed=True,
            paths=self.paths["add" if draft.is_new else "change"],
        )
        if not facts.paths:
            sentence = _("You may not add records of this kind, only change them.")
            draft.refuse(Sentence(sentence, OUT_OF_SCOPE))
        elif not draft.errors and (beyond := judge.why_beyond(draft.record, self.user, facts)):
            draft.refuse(Sentence(beyond, OUT_OF_SCOPE))
        if held := judge.why_held(facts):
            draft.refuse(Sentence(held, LOCKED))

    def _field_errors(self, draft: Draft, faulty: set[str]) -> Iterator[tuple[ValidationError, str]]:
        """What the fields say of their values; references were looked up in scope already."""
        references = {each.name for each in draft.record._meta.fields if each.is_relation}
        try:
            draft.record.clean_fields(exclude=references | faulty)
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                column = name if name in draft.cells else ""
                yield from ((each, column) for each in errors)

    def _judge_whole(self, draft: Draft) -> None:
        try:
            self.resource.judge(draft.record, self.user, self.facts)
        except ValidationError as error:
            by_field = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
            for name, errors in by_field.items():
                for each in errors:
                    draft.refuse(each, name if name in draft.cells else "")

    def refuse_doubles(self, drafts: list[Draft]) -> None:
        """Refuse those of all rows that hold what must be unique and is held elsewhere."""
        written = [draft for draft in drafts if draft.action in (NEW, CHANGED)]
        changed = {draft.record.pk for draft in written if not draft.is_new}
        known = {column.name for column in self.columns}
        for block in in_blocks(written):
            by_number = {draft.number: draft for draft in block}
            for rule in self.unique_rules:
                columns = [name for name in rule.fields if name in known]
                # A code that the portal gives is drawn once more when it is written.
                is_code = rule.fields == ("code",)
                numbered = [
                    (draft.number, draft.record) for draft in block if not (is_code and draft.is_numbered)
                ]
                for number, sentence in rule.conflicts(numbered, changed).items():
                    by_number[number].refuse(sentence, columns[-1] if columns else "")


def _typed_value(column: BoundColumn, cell: object) -> Any:
    """The value of a cell as far as it can be read without looking records up."""
    if column.is_set:
        return sets.split(cell)
    return parsing.plain(cell) if column.is_reference else column.parse(cell)


def _named(column: BoundColumn, draft: Draft) -> list[Any]:
    """The cells, or the parts of a cell, that each name one record."""
    return draft.values[column.name] if column.is_set else [draft.cells[column.name]]


def _found(column: BoundColumn, draft: Draft, references: References) -> Any:
    """The record, or the records, that the cell means; raises ``ValidationError``."""
    if column.is_set:
        return sets.resolved(draft.values[column.name], references, draft.record)
    return references.resolve(draft.cells[column.name], draft.record)


def _set_of(record: Any, column: BoundColumn) -> list[int]:
    return sets.keys_of(getattr(record, column.name).all())


def _stored_values(record: Model) -> dict[str, Any]:
    return {each.attname: getattr(record, each.attname) for each in record._meta.concrete_fields}
