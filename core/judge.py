"""Whether a record may be changed: the one judge of a write.

Page, API, bulk, import, undo of an import, setting back from history and the admin all ask
``may_change``: permission and scope on the record as it is stored and as it would be, and the lock that
its state puts on it. What holds a noun's records fast is said once, by its model (``Lockable``). What
follows from the values alone stays with ``clean()``, which every door asks too.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connections, models
from django.utils.translation import gettext as _

from core.errors import Refused
from core.scope import Account, permission_of, rows_of
from core.texts import Text

M = TypeVar("M", bound=models.Model)


class Lockable(models.Model):
    """A noun whose records are locked in some states: approved, accepted, closed.

    ``free_fields`` are moved while it is locked: what the verbs write, also the one that lifts the lock.
    Fields that nobody edits are free as well, since only rules of the portal write them.
    """

    free_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def why_locked(self, changed: Set[str] | None = None) -> Text:
        """Why the record as it is stored may not be changed, and who can lift it; empty where it may.

        ``changed`` are the attributes that would be, None for anything. Asked of thousands of rows: it
        reads loaded relations, and what ``read_locks`` has read.
        """
        return ""

    @classmethod
    def read_locks(cls, records: list[Any]) -> None:
        """Read what ``why_locked`` asks beside the records: as many queries for a block as for one."""


@dataclass(frozen=True)
class Facts:
    """What a write means to do, beside the record as it would be.

    ``stored`` is the record as it is, None for a new one; ``changed`` names what of it would differ, None
    where that is not known yet. Removing asks for the permission that making it needed. ``allowed`` tells
    whether ``by`` may do it to the stored record, and ``paths`` where they may at all, where that was read
    for many at once.
    """

    stored: Any = None
    changed: Set[str] | None = None
    is_removal: bool = False
    allowed: bool | None = None
    paths: tuple[str, ...] | None = None

    @property
    def action(self) -> str:
        """The first word of the permission that the write needs."""
        return "add" if self.stored is None or self.is_removal else "change"


def may_change(record: models.Model, by: Account, facts: Facts | None = None) -> bool:
    """Whether ``by`` may write the record so; without facts, whether anything of it may be changed."""
    return not why_not(record, by, facts or Facts(stored=record))


def why_not(record: models.Model, by: Account, facts: Facts) -> Text:
    """Why ``by`` may not write the record so; empty where it may."""
    return why_beyond(record, by, facts) or why_held(facts)


def why_beyond(record: models.Model, by: Account, facts: Facts) -> Text:
    """Why the write lies beyond the permissions of ``by``, before and after it; empty where it does not."""
    allowed = facts.allowed
    if allowed is None and facts.stored is not None:
        allowed = by.has_perm(permission_of(type(record), facts.action), facts.stored)
    paths = facts.paths
    if paths is None:
        paths = rows_of(type(record)).paths_of(by, facts.action)
    if allowed is False or not lies_under(record, paths):
        return _("This lies in a region where you may not do this.")
    return ""


def why_held(facts: Facts) -> Text:
    """Why the state of the stored record stands against the write; empty where it does not."""
    stored = facts.stored
    if not isinstance(stored, Lockable) or not touches(type(stored), facts):
        return ""
    return stored.why_locked(facts.changed)


def touches(model: type[Lockable], facts: Facts) -> bool:
    """Whether the write touches what a lock holds."""
    return facts.is_removal or facts.changed is None or not facts.changed <= free_of(model)


@cache
def free_of(model: type[Lockable]) -> frozenset[str]:
    """The names, as fields and as attributes, that a lock of the noun leaves free."""
    fields = [one for one in model._meta.get_fields() if isinstance(one, models.Field)]
    free = [one for one in fields if one.name in model.free_fields or not one.editable]
    return frozenset(name for one in free for name in (one.name, one.attname))


def differences(record: models.Model, stored: models.Model) -> frozenset[str]:
    """The attributes in which the record differs from how it is stored."""
    names = [field.attname for field in record._meta.concrete_fields]
    return frozenset(name for name in names if getattr(record, name) != getattr(stored, name))


def stored_of(record: M) -> M | None:
    """The record as it is stored, locked until the transaction ends; None for a new one."""
    if record.pk is None or record._state.adding:
        return None
    rows = type(record)._base_manager.filter(pk=record.pk)
    if connections[rows.db].in_atomic_block:
        rows = rows.select_for_update(no_key=True)
    return rows.first()


def expect_unlocked(record: models.Model, names: Iterable[str] | None = None) -> None:
    """Raise ``Refused`` where the record is locked against what would be written, all or only ``names``.

    For actions, whose doors have asked for the permission of the verb.
    """
    stored = stored_of(record) if isinstance(record, Lockable) else None
    if stored is None:
        return
    changed = differences(record, stored)
    if names is not None:
        changed &= {record._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]
    if sentence := why_held(Facts(stored=stored, changed=changed)):
        raise Refused(sentence)


def lies_under(record: models.Model, paths: tuple[str, ...]) -> bool:
    """Whether the scope rule places the record under one of the paths, from loaded relations.

    What belongs to no region lies wherever somebody may do it at all. A record that leads to no place
    by the rule's first way is placed by its own queryset, which was asked before.
    """
    lookup = rows_of(type(record)).region_path
    place: Any = record
    for step in lookup.split("__") if lookup else ():
        place = getattr(place, step, None)
        if place is None:
            return bool(paths)
    return str(place).startswith(paths) if lookup else bool(paths)
