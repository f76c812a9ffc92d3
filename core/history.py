"""What the portal keeps of every change: who, when, before and after, why, and in which request.

``history = History()`` in a model keeps a version of the record at each save. Versions written in
one go (a page's request, a job, a command) share ``request_key``, so that they can be looked at
and taken back together.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

_key: ContextVar[uuid.UUID | None] = ContextVar("request_key", default=None)


@contextmanager
def one_request() -> Iterator[uuid.UUID]:
    """Everything written inside belongs together; what is inside another one belongs to that."""
    if (outer := _key.get()) is not None:
        yield outer
        return
    token = _key.set(uuid.uuid4())
    try:
        yield _key.get()
    finally:
        _key.reset(token)


def request_key() -> uuid.UUID:
    """The key of the request of the moment; outside of any, a version stands by itself."""
    return _key.get() or uuid.uuid4()


class Version(models.Model):
    """A version of a record, with the request that wrote it."""

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
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """The versions of a model, each of them a ``Version``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("bases", (Version,))
        kwargs.setdefault("history_manager", VersionManager)
        super().__init__(*args, **kwargs)


def end_of_day(day: date) -> datetime:
    """The last moment of the day: how a record stood on it is what was kept until then."""
    return timezone.make_aware(datetime.combine(day, time.max))


def keep(record, by, fields=None, reason: str = ""):
    """Check the whole record and save it, or only ``fields`` of it, with ``by`` as author; returns it.

    ``reason`` is the why that the history tells. Raises ``ValidationError``.
    """
    record._history_user = by
    record._change_reason = reason
    record.full_clean()
    record.save(update_fields=fields)
    return record
