"""Keeping filters of lists."""

from django.db import transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import SavedFilter, User
from core.errors import Refused
from core.history import keep
from core.pinyin import plain
from core.views import ScopedListView

SORT = "sort"


def list_of(route: str) -> type[ScopedListView] | None:
    """The list with this name; None where there is none."""
    try:
        view = getattr(resolve(reverse(route)).func, "view_class", None)
    except NoReverseMatch:
        return None
    return view if view and issubclass(view, ScopedListView) else None


def known(view: type[ScopedListView], query: str) -> str:
    """What the list ``view`` understands of ``query``: its filters and its order, neither page nor file."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in [*view.filterset_class.base_filters, SORT]:
        if any(given.getlist(name)):
            kept.setlist(name, [value for value in given.getlist(name) if value])
    return kept.urlencode()


@transaction.atomic
def save_filter(*, route: str, query: str, name: str, is_shared: bool, by: User) -> SavedFilter:
    """Keep the filter ``query`` of the list ``route`` for ``by``.

    Raises ``ValidationError``: for a list that does not exist, an empty filter, a name in use.
    """
    view = list_of(route)
    if view is None:
        raise Refused(_("There is no such list to keep a filter for."))
    saved = SavedFilter(
        owner=by, route=route, query=known(view, query), name=plain(name), is_shared=is_shared
    )
    if not saved.query:
        raise Refused(_("There is nothing to keep: set a filter first."))
    return keep(saved, by)


@transaction.atomic
def remove_filter(saved: SavedFilter, *, by: User) -> None:
    """Take the filter from the list; only its owner can. The history keeps what it was."""
    if saved.owner_id != by.pk:
        raise Refused(
            _("%(name)s belongs to %(owner)s, who alone can remove it.")
            % {"name": saved.name, "owner": saved.owner}
        )
    vars(saved).update(_history_user=by)
    saved.delete()
