"""Pages of one record with the latest of its history."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin

from core.requests import PageRequest
from core.scope import Anyone
from core.views import ScopedDetailView
from exchange.changes import reading
from exchange.changes.chronicle import Chronicle, chronicle_of
from exchange.changes.telling import Change, Teller

CHANGES_SHOWN = 10


@dataclass(frozen=True)
class LatestChanges:
    """The latest changes of a record and where the others stand."""

    changes: list[Change]
    url: str


class HistoryMixin(ContextMixin):
    """A page of one record with what happened to it, where the reader may know that."""

    request: PageRequest
    model: type[Model]
    object: Any
    history_size = CHANGES_SHOWN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(history=self.history, **kwargs)

    @cached_property
    def history(self) -> LatestChanges | None:
        """The latest changes, newest first."""
        chronicle = chronicle_of(self.model)
        if chronicle is None or not chronicle.has_view_permission(self.request.user, self.object):
            return None
        changes = latest_changes(chronicle, self.object, user=self.request.user, size=self.history_size)
        return LatestChanges(changes, reverse("changes:record", args=[chronicle.name, self.object.code]))


class HistoryDetailView(HistoryMixin, ScopedDetailView):
    """One record, by its business code, with what happened to it."""

    request: PageRequest


def latest_changes(chronicle: Chronicle, record: Model, *, user: Anyone, size: int) -> list[Change]:
    """The latest changes of a record and its parts, newest first, as ``user`` may know them."""
    sources = reading.of_record(chronicle, record.pk, user)
    shown = [chronicle.name, *(part.name for part in chronicle.parts() if part.is_in_panel)]
    pairs, _more = reading.page({name: sources[name] for name in shown}, size)
    return Teller(user, model=chronicle.model, path=chronicle.path_of(record)).tell(pairs)
