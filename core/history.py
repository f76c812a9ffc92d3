"""What the portal keeps of every change: who, when, before and after, why, and in which request.

``history = History()`` in a model keeps a version of the record at each save. Versions written in
one go (a page's request, a job, a command) share ``request_key``, so that they can be looked at
and taken back together.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords, ModelDelta

from core.judge import expect_unlocked
from core.scope import Account

M = TypeVar("M", bound=models.Model)
# How much of a reason is kept with each version.
REASON_LENGTH = 100
_key: ContextVar[uuid.UUID | None] = ContextVar("request_key", default=None)


@contextmanager
def one_request() -> Iterator[uuid.UUID]:
    """Everything written inside belongs together; what is inside another one belongs to that."""
    if (outer := _key.get()) is not None:
        yield outer
        return
    key = uuid.uuid4()
    token = _key.set(key)
    try:
        yield key
    finally:
        _key.reset(token)


def request_key() -> uuid.UUID:
    """The key of the request of the moment; outside of any, a version stands by itself."""
    return _key.get() or uuid.uuid4()


class Version(models.Model):
    """A version of a record, with the request that wrote it."""

    if TYPE_CHECKING:
        # What simple-history adds.
        id: int
        history_id: int
        history_date: datetime
        history_type: str
        history_change_reason: str | None
        history_user: Account | None
        instance: Any
        prev_record: "Version | None"

        def diff_against(self, old_history: "Version", **options: Any) -> ModelDelta: ...

    request_key = models.UUIDField(
        _("request"), default=request_key, null=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True


class VersionManager(HistoryManager):
    """The versions of a record, by a class that is made once.

    ``record.history`` makes its manager at each access, and simple_history the manager's class too.
    """

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """The versions of a model, each of them a ``Version``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("bases", (Version,))
        kwargs.setdefault("history_manager", VersionManager)
        super().__init__(*args, **kwargs)


def history_of(noun: models.Model | type[models.Model]) -> HistoryManager:
    """The versions of a noun's records, or of one record."""
    return cast("Any", noun).history


def end_of_day(day: date) -> datetime:
    """The last moment of the day: how a record stood on it is what was kept until then."""
    return timezone.make_aware(datetime.combine(day, time.max))


def keep(record: M, by: Account | None, fields: Iterable[str] | None = None, reason: str = "") -> M:
    """Check the whole record and save it, or only ``fields`` of it, with ``by`` as author; returns it.

    ``reason`` is the why that the history tells, its beginning where it is long. Raises
    ``ValidationError``, ``Refused`` where the record is locked.
    """
    fields = None if fields is None else list(fields)
    expect_unlocked(record, fields)
    vars(record).update(_history_user=by, _change_reason=reason[:REASON_LENGTH])
    record.full_clean()
    record.save(update_fields=fields)
    return record
