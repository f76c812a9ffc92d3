"""Pages of one record with the latest of its history."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property

from core.views import ScopedDetailView
from exchange.changes import reading
from exchange.changes.chronicle import Chronicle, chronicle_of
from exchange.changes.telling import Change, Teller

CHANGES_SHOWN = 10


@dataclass(frozen=True)
class History:
    """The latest changes of a record and where the others stand."""

    changes: list[Change]
    url: str


class ToldMixin:
    """A page of one record with what happened to it, where the reader may know that."""

    history_size = CHANGES_SHOWN

    def get_context_data(self, **kwargs):
        return super().get_context_data(told=self.told, **kwargs)

    @cached_property
    def told(self) -> History | None:
        """The latest changes, newest first."""
        chronicle = chronicle_of(self.model)
        if not chronicle.is_open(self.request.user, self.object):
            return None
        changes = latest_changes(chronicle, self.object, user=self.request.user, size=self.history_size)
        return History(changes, reverse("changes:record", args=[chronicle.name, self.object.code]))


class ToldDetailView(ToldMixin, ScopedDetailView):
    """One record, by its business code, with what happened to it."""


def latest_changes(chronicle: Chronicle, record, *, user, size: int) -> list[Change]:
    """The latest changes of a record and its parts, newest first, as ``user`` may know them."""
    sources = reading.of_record(chronicle, record.pk, user)
    shown = [chronicle.name, *(part.name for part in chronicle.parts() if part.is_in_panel)]
    pairs, _more = reading.page({name: sources[name] for name in shown}, size)
    return Teller(user, model=chronicle.model, path=chronicle.path_of(record)).tell(pairs)
