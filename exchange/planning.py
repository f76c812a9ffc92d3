"""What a file would do, row by row: new, changed, unchanged or refused, with every error at once.

The dry run and the import itself make the same plan; the import writes it only if both agree.
Everything is read by blocks of a thousand rows, so the number of queries grows by the block.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchange import parsing, sets
from exchange.blocks import in_blocks
from exchange.checks import broken_checks, check_rules, unique_rules
from exchange.errors import Sentence, sentences_of
from exchange.headings import Layout, find_layout
from exchange.numbering import Numbering
from exchange.references import References

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
LABEL_LENGTH = 200
OUT_OF_SCOPE = "scope"


@dataclass(eq=False)
class Draft:
    """One row on its way: what was typed, what it means, what is wrong with it."""

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    record: object = None
    is_new: bool = True
    before: dict = field(default_factory=dict)
    # Sets of related records to write, by the field's name, and those of before as primary keys.
    sets: dict[str, list] = field(default_factory=dict)
    sets_before: dict[str, list[int]] = field(default_factory=dict)
    differences: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, error, column="") -> None:
        """Note an error of a column, or of the whole row."""
        self.errors += [(column, sentence) for sentence in sentences_of(error)]

    @property
    def faulty(self) -> set[str]:
        return {column for column, _message in self.errors}

    @property
    def written(self) -> list[str]:
        """The attributes of the record that differ from what is stored."""
        return [name for name, value in self.before.items() if getattr(self.record, name) != value]

    @property
    def action(self) -> str:
        if self.errors:
            return REFUSED
        if self.is_new:
            return NEW
        return CHANGED if self.written or self.sets else UNCHANGED


@dataclass
class Plan:
    """The drafts of a whole file."""

    layout: Layout
    drafts: list[Draft]

    @property
    def counts(self) -> Counter:
        return Counter(draft.action for draft in self.drafts)

    def by_action(self, action) -> list[Draft]:
        return [draft for draft in self.drafts if draft.action == action]

    @property
    def digest(self) -> str:
        """A hash of what would happen; codes that the portal gives do not belong to it."""
        facts = [
            [draft.number, draft.action, draft.differences, draft.errors]
            for draft in self.drafts
            if draft.action != UNCHANGED
        ]
        return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def make_plan(resource, sheet, user, *, lock=False, note_progress=None) -> Plan:
    """Plan the whole sheet for ``user``; with ``lock`` the records found are locked until the end."""
    layout = find_layout(resource, sheet)
    planner = Planner(resource, user, sheet, layout, lock=lock)
    rows = [row for row in sheet.rows if row[0] > layout.heading_row]
    drafts = []
    for block in in_blocks(rows):
        drafts += planner.block(block)
        if note_progress:
            note_progress(len(drafts))
    planner.refuse_doubles(drafts)
    return Plan(layout, drafts)


class Planner:
    """Plans the rows of one sheet, a block at a time, and remembers what earlier rows used."""

    def __init__(self, resource, user, sheet, layout, *, lock):
        self.resource = resource
        self.user = user
        self.sheet = sheet
        self.layout = layout
        self.lock = lock
        # In the order of the declaration, not of the file: later columns may rest on earlier ones.
        self.columns = [column for column in resource.columns if layout.place(column.name)]
        self.keys: dict[tuple, int] = {}
        self.ambiguous: set[tuple] = set()
        self.unique_rules = unique_rules(resource.model)
        self.check_rules = check_rules(resource.model)
        self.facts = resource.facts()
        rows = resource.model.objects.all()
        self.paths = {action: rows.paths_of(user, action) for action in ("add", "change")}
        self.numbering = Numbering(resource, self._typed_codes())

    def _typed_codes(self) -> set[str]:
        place = self.layout.place("code")
        if place is None:
            return set()
        return {str(cells[place - 1]).strip() for _number, cells in self.sheet.rows if len(cells) >= place}

    def block(self, rows) -> list[Draft]:
        """The drafts of a block of rows."""
        drafts = [self._typed(number, cells) for number, cells in rows]
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
        self.facts.give([draft.record for draft in judged if not draft.errors])
        for draft in judged:
            self._judge(draft)
        return drafts

    # What was typed

    def _typed(self, number, cells) -> Draft:
        draft = Draft(number, {})
        for place, cell in enumerate(cells, start=1):
            column = self.layout.columns.get(place)
            if column:
                draft.cells[column.name] = None if parsing.is_blank(cell) else cell
                self._distrust(draft, column.name, (number, place))
            elif not parsing.is_blank(cell) and place not in self.layout.passed_over:
                draft.refuse(
                    _("Column %(place)d has no heading; move or clear this cell.") % {"place": place}
                )
        for column in self.columns:
            draft.cells.setdefault(column.name, None)
        return draft

    def _distrust(self, draft, name, place) -> None:
        if place in self.sheet.merged:
            draft.refuse(_("This cell is merged with others; unmerge them and fill each one."), name)
        if place in self.sheet.broken:
            draft.refuse(_("This formula shows an error or no result; write the value instead."), name)

    def _parse(self, draft) -> None:
        for column in self.columns:
            cell = draft.cells[column.name]
            if cell is None or column.name in draft.faulty:
                continue
            try:
                draft.values[column.name] = _typed_value(column, cell)
            except ValidationError as error:
                draft.refuse(error, column.name)

    # What it means

    def _references(self, drafts) -> dict[str, References]:
        return {
            column.name: References(
                column,
                self.user,
                [named for draft in drafts if column.name in draft.values for named in _named(column, draft)],
            )
            for column in self.columns
            if column.refers
        }

    def _resolve_keys(self, draft, references) -> None:
        for column in self.columns:
            if column.is_reference and column.name in self.resource.key:
                self._resolve(draft, column, references)

    def _resolve(self, draft, column, references) -> None:
        if column.name not in draft.values:
            return
        try:
            found = _found(column, draft, references[column.name])
        except ValidationError as error:
            del draft.values[column.name]
            draft.refuse(error, column.name)
        else:
            draft.values[column.name] = found

    def _match(self, drafts) -> None:
        """Find the record of each row; rows without one are new."""
        keyed = {draft: key for draft in drafts if (key := self._key(draft))}
        found = self._stored(set(keyed.values()))
        pks = [record.pk for record in found.values()]
        rows = self.resource.model.objects
        changeable = set(rows.permitted(self.user, "change").filter(pk__in=pks).values_list("pk", flat=True))
        visible = set(rows.visible_to(self.user).filter(pk__in=pks).values_list("pk", flat=True))
        for draft in drafts:
            key = keyed.get(draft)
            record = found.get(key)
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
                draft.before = _stored_values(record)
            elif record.pk in visible:
                draft.refuse(Sentence(_("You may see this record, but not change it."), OUT_OF_SCOPE))
            else:
                draft.refuse(self._unknown_code(), self.resource.key[0])

    def _key(self, draft) -> tuple | None:
        if not all(name in draft.values for name in self.resource.key):
            return None
        return tuple(getattr(draft.values[name], "pk", draft.values[name]) for name in self.resource.key)

    def _stored(self, keys) -> dict[tuple, object]:
        if not keys:
            return {}
        model = self.resource.model
        attributes = [model._meta.get_field(name).attname for name in self.resource.key]
        wanted = dict(zip(attributes, map(set, zip(*keys, strict=True)), strict=True))
        rows = model.objects.filter(**{f"{name}__in": values for name, values in wanted.items()})
        rows = rows.select_related(*self.resource.select_related).prefetch_related(*self.resource.sets)
        rows = rows.order_by("pk")
        if self.lock:
            rows = rows.select_for_update(of=("self",))
        found: dict[tuple, object] = {}
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

    def _fill(self, draft, references) -> None:
        shown_before = self._shown_before(draft)
        for column in self.columns:
            if column.refers and column.name not in self.resource.key:
                self._resolve(draft, column, references)
            if column.name not in draft.faulty and not self._is_as_it_was(draft, column):
                self._set(draft, column)
                if column.name in draft.values or not draft.is_new:
                    after = self._shown_after(draft, column)
                    draft.differences.append((column.name, shown_before.get(column.name, ""), after))

    def _shown_before(self, draft) -> dict[str, str]:
        """The record's values as people read them, by column, as long as nothing is set."""
        return {} if draft.is_new else {c.name: str(c.shown(draft.record)) for c in self.columns}

    def _shown_after(self, draft, column) -> str:
        if column.is_set:
            return sets.written(column, draft.sets.get(column.name, []))
        return str(column.shown(draft.record))

    def _is_as_it_was(self, draft, column) -> bool:
        if draft.is_new:
            return False
        if column.is_set:
            return sets.keys_of(draft.values.get(column.name, [])) == _set_of(draft.record, column)
        cell, masked = draft.cells[column.name], column.declared.masked
        if masked and cell is not None and parsing.plain(cell) == getattr(draft.record, masked):
            return True
        value = draft.values.get(column.name, column.empty)
        return getattr(value, "pk", value) == column.value_of(draft.record)

    def _set(self, draft, column) -> None:
        if column.name in draft.values:
            self._write(draft, column, draft.values[column.name])
        elif draft.is_new:
            if column.is_required:
                draft.refuse(Sentence(_("A new record needs this."), "required"), column.name)
        elif column.field.blank:
            self._write(draft, column, [] if column.is_set else column.empty)
        else:
            draft.refuse(Sentence(_("This cannot be empty."), "blank"), column.name)

    def _write(self, draft, column, value) -> None:
        """Put the value on the record; a set is written after the record itself."""
        if not column.is_set:
            setattr(draft.record, column.name, value)
            return
        draft.sets[column.name] = value
        if not draft.is_new:
            draft.sets_before[column.name] = _set_of(draft.record, column)

    # Whether it may be

    def _give_codes(self, drafts) -> None:
        new = [draft for draft in drafts if draft.record is not None and draft.is_new]
        for draft in new:
            for column in self.resource.columns:
                if column.is_required and column.name not in draft.cells:
                    draft.refuse(_("A new record needs the column “%(column)s”.") % {"column": column})
        whole = [draft for draft in new if not draft.errors]
        self.numbering.give([draft.record for draft in whole if not getattr(draft.record, "code", True)])
        for draft in whole:
            series = self.resource.code_series(draft.record)
            if series and not draft.record.code.startswith(series[0]):
                draft.refuse(self._unknown_code(), "code")

    def _is_judged(self, draft) -> bool:
        return draft.record is not None and (draft.is_new or bool(draft.differences))

    def _judge(self, draft) -> None:
        record = draft.record
        self._judge_scope(draft)
        objection = "" if draft.is_new else self.resource.objection(record, {*draft.written, *draft.sets})
        if objection:
            draft.refuse(objection)
        faulty = draft.faulty
        for sentence in self._field_errors(draft, faulty):
            draft.refuse(*sentence)
        if not draft.errors:
            self._judge_whole(draft)
        for sentence in broken_checks(self.check_rules, record, draft.faulty):
            draft.refuse(sentence)

    def _judge_scope(self, draft) -> None:
        action = "add" if draft.is_new else "change"
        if not self.paths[action]:
            sentence = _("You may not add records of this kind, only change them.")
            draft.refuse(Sentence(sentence, OUT_OF_SCOPE))
        elif not draft.errors and not self.resource.lies_in(draft.record, self.paths[action]):
            draft.refuse(Sentence(_("This lies in a region where you may not do this."), OUT_OF_SCOPE))

    def _field_errors(self, draft, faulty):
        """What the fields say of their values; references were looked up in scope already."""
        references = {each.name for each in draft.record._meta.fields if each.is_relation}
        try:
            draft.record.clean_fields(exclude=references | faulty)
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                column = name if name in draft.cells else ""
                yield from ((each, column) for each in errors)

    def _judge_whole(self, draft) -> None:
        try:
            self.resource.judge(draft.record, self.user)
        except ValidationError as error:
            by_field = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
            for name, errors in by_field.items():
                for each in errors:
                    draft.refuse(each, name if name in draft.cells else "")

    def refuse_doubles(self, drafts) -> None:
        """Refuse the rows of the whole file that hold what must be unique and is held elsewhere."""
        written = [draft for draft in drafts if draft.action in (NEW, CHANGED)]
        changed = {draft.record.pk for draft in written if not draft.is_new}
        for block in in_blocks(written):
            by_number = {draft.number: draft for draft in block}
            numbered = [(draft.number, draft.record) for draft in block]
            for rule in self.unique_rules:
                columns = [name for name in rule.fields if self.layout.place(name)]
                for number, sentence in rule.conflicts(numbered, changed).items():
                    by_number[number].refuse(sentence, columns[-1] if columns else "")


def _typed_value(column, cell):
    """The value of a cell as far as it can be read without looking records up."""
    if column.is_set:
        return sets.split(cell)
    return parsing.plain(cell) if column.is_reference else column.parse(cell)


def _named(column, draft) -> list:
    """The cells, or the parts of a cell, that each name one record."""
    return draft.values[column.name] if column.is_set else [draft.cells[column.name]]


def _found(column, draft, references):
    """The record, or the records, that the cell means; raises ``ValidationError``."""
    if column.is_set:
        return sets.resolved(draft.values[column.name], references, draft.record)
    return references.resolve(draft.cells[column.name], draft.record)


def _set_of(record, column) -> list[int]:
    return sets.keys_of(getattr(record, column.name).all())


def label_of(draft) -> str:
    """What the row is about, as it was typed."""
    typed = [str(cell) for cell in draft.cells.values() if cell is not None][:2]
    return " · ".join(typed)[:LABEL_LENGTH]


def _stored_values(record) -> dict:
    return {each.attname: getattr(record, each.attname) for each in record._meta.concrete_fields}
