"""Taking a batch back: what it made is removed, what it changed gets its old values again.

Refused where later changes rest on it: a record that was changed since, or that others refer to.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import judge
from core.errors import Refused
from core.history import history_of
from core.scope import ScopedQuerySet, rows_of
from core.texts import Text
from exchange.importing.blocks import in_blocks
from exchange.importing.checks import broken_checks, check_rules
from exchange.importing.writing import ROWS_A_WRITE, update
from exchange.models import ImportBatch, ImportRow
from exchange.resources import sets
from exchange.resources.resource import Resource

REASONS_SHOWN = 20

# The sets of related records, by name and record.
Kept = dict[str, dict[int, list[int]]]


def undo(batch: ImportBatch, resource: Resource, by: User) -> None:
    """Undo the whole batch inside the caller's transaction; raises ``Refused`` with the reasons."""
    rows = list(batch.rows.written().order_by("number"))
    work = Undoing(resource, by, f"undo of {batch.reason}")
    for block in in_blocks(rows):
        work.look_at(block)
    work.judge()
    if work.reasons:
        raise Refused(shortened(work.reasons))
    work.write()


def shortened(reasons: list[str]) -> list[str]:
    """The first reasons and how many more there are."""
    more = len(reasons) - REASONS_SHOWN
    if more <= 0:
        return reasons
    tail = ngettext("… and %(count)d more.", "… and %(count)d more.", more) % {"count": more}
    return [*reasons[:REASONS_SHOWN], tail]


class Undoing:
    """The records to remove and to set back, and what stands against it."""

    def __init__(self, resource: Resource, by: User, reason: str) -> None:
        self.resource = resource
        self.model = resource.model
        self.by = by
        self.reason = reason
        self.reasons: list[str] = []
        self.removed: list[Any] = []
        self.restored: list[Any] = []
        self.attributes: set[str] = set()
        self.facts = resource.facts()
        self.check_rules = check_rules(self.model)
        self.sets: dict[int, dict[str, list[int]]] = {}
        self._judged: list[tuple[ImportRow, Any]] = []

    def look_at(self, rows: Sequence[ImportRow]) -> None:
        """Read a block's records as they are and as the import left them."""
        pks = [row.object_id for row in rows if row.object_id is not None]
        queryset = rows_of(self.model).select_related(*self.resource.select_related).order_by("pk")
        locked = queryset.filter(pk__in=pks).select_for_update(of=("self",))
        records = {record.pk: record for record in locked}
        history = history_of(self.model).model.objects.filter(history_id__in=[row.history_id for row in rows])
        versions = {version.history_id: version for version in history}
        allowed = {
            action: set(self._permitted(action).filter(pk__in=pks).values_list("pk", flat=True))
            for action in ("add", "change")
        }
        now = sets.stored(self.model, pks)
        then = sets.of_versions(self.model, list(versions))
        referred = self._referred(row.object_id for row in rows if row.action == ImportRow.Action.NEW)
        if issubclass(self.model, judge.Lockable):
            self.model.read_locks(list(records.values()))
        for row in rows:
            record, version = records.get(row.object_id), versions.get(row.history_id)
            is_new = row.action == ImportRow.Action.NEW
            if record is None or version is None:
                self._object(row, _("the record or its history is gone"))
            elif record.pk not in allowed["add" if is_new else "change"]:
                self._object(row, _("it no longer lies where you may do this"))
            elif not self._is_as_left(record, version, row, (now, then)):
                self._object(row, _("it was changed since"))
            elif record.pk in referred:
                self._object(row, _("it is referred to by: %(nouns)s") % {"nouns": referred[record.pk]})
            else:
                stored = copy(record)
                self._take(record, row)
                self._judge_permission(record, stored, row)

    def judge(self) -> None:
        """Note what the rules say of the records with their old values, the new ones being gone."""
        self.facts.leave_out(self.removed)
        for block in in_blocks(self._judged):
            self.facts.read([record for _row, record in block])
            for row, record in block:
                problem = self._problem(record)
                if problem:
                    self._object(row, problem)

    def write(self) -> None:
        """Remove and set back, with history."""
        for records in in_blocks(self.removed):
            self._remove(records)
        for records in in_blocks(self.restored):
            update(records, self.attributes)
            sets.write(self.model, {record.pk: self.sets.get(record.pk, {}) for record in records})
            versions = history_of(self.model).bulk_history_create(
                records,
                batch_size=ROWS_A_WRITE,
                update=True,
                default_user=self.by,
                default_change_reason=self.reason,
            )
            sets.keep(self.model, versions)
        self.resource.after_write([*self.restored, *self.removed], self.by)

    def _permitted(self, action: str) -> ScopedQuerySet[Any]:
        return rows_of(self.model).permitted(self.by, action)

    def _is_as_left(self, record: Any, version: Any, row: ImportRow, kept: tuple[Kept, Kept]) -> bool:
        """Whether the record still holds what the import wrote; of a new one, everything.

        ``kept`` are the sets of the block's records as they stand and as the versions hold them.
        """
        now, then = kept
        tracked = {each.attname for each in history_of(self.model).model.tracked_fields}
        names = set(row.before or {*tracked, *now})
        return all(getattr(record, name) == getattr(version, name) for name in names - set(now)) and all(
            now[name].get(record.pk) == then[name].get(version.history_id) for name in names & set(now)
        )

    def _take(self, record: Any, row: ImportRow) -> None:
        if row.action == ImportRow.Action.NEW:
            self.removed.append(record)
            return
        known = {name: value for name, value in row.before.items() if name not in self.resource.sets}
        self.sets[record.pk] = {name: row.before[name] for name in set(row.before) - set(known)}
        for name, value in known.items():
            field = next(each for each in self.model._meta.concrete_fields if each.attname == name)
            setattr(record, name, field.to_python(value))
        self.attributes |= set(known)
        self.restored.append(record)
        self._judged.append((row, record))

    def _judge_permission(self, record: Any, stored: Any, row: ImportRow) -> None:
        """Ask what a direct change of the record is asked: where it would lie, and what locks it."""
        facts = judge.Facts(
            stored=stored,
            changed=frozenset(row.before),
            is_removal=row.action == ImportRow.Action.NEW,
            allowed=True,
        )
        if refusal := judge.why_not(record, self.by, facts):
            self._object(row, refusal)

    def _problem(self, record: Any) -> str:
        """The rule that the old values would break now."""
        # Whoever takes it back says what comes back.
        vars(record)["_history_user"] = self.by
        try:
            self.facts.clean(record)
        except ValidationError as error:
            return " ".join(error.messages)
        return " ".join(broken_checks(self.check_rules, record))

    def _referred(self, pks: Iterable[int | None]) -> dict[int, str]:
        """What refers to the records: one query for each kind of reference."""
        pks = list(pks)
        found: dict[int, str] = {}
        for relation in self.model._meta.related_objects:
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
            noun = str(relation.related_model._meta.verbose_name_plural)
            for pk in set(rows.values_list(relation.field.attname, flat=True)) if pks else ():
                found[pk] = f"{found[pk]}, {noun}" if pk in found else noun
        return found

    def _object(self, row: ImportRow, reason: Text) -> None:
        # A rule's own sentence has its full stop already.
        self.reasons.append(
            _("Row %(row)d (%(label)s): %(reason)s.")
            % {"row": row.number, "label": row.label, "reason": str(reason).rstrip(".。")}
        )

    @transaction.atomic
    def _remove(self, records: Sequence[Any]) -> None:
        history = history_of(self.model).model
        history.objects.bulk_create(
            (
                history(
                    history_date=timezone.now(),
                    history_user=self.by,
                    history_change_reason=self.reason,
                    history_type="-",
                    **{each.attname: getattr(record, each.attname) for each in history.tracked_fields},
                )
                for record in records
            ),
            batch_size=ROWS_A_WRITE,
        )
        rows = rows_of(self.model).filter(pk__in=[record.pk for record in records])
        sets.remove(self.model, [record.pk for record in records])
        # Past the signals, which would write one version at a time; nothing refers to these records.
        rows._raw_delete(rows.db)
