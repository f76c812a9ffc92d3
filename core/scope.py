"""Who sees which rows: the one rule that pages, API, admin, exports, choices and counts start from.

A region's *path* is the significant part of its code (city ``1311``, county ``131102``), so
everything below a region is a range of paths, read from an index and never walked as a tree.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, TypeVar, cast

from django.db import models
from django.db.models import Model, Q

if TYPE_CHECKING:
    # The account's model is a floor above; the checker puts the one that the settings name in their place.
    from django.contrib.auth.models import _AnyUser, _User

    Anyone: TypeAlias = _AnyUser
    Account: TypeAlias = _User
else:
    Anyone = Account = object

PATH_DIGITS = 12
EVERYWHERE = ("",)


def path_range(path: str) -> tuple[str, str]:
    """First and last path of the subtree under ``path``; the empty path covers everything."""
    return path, path.ljust(PATH_DIGITS, "9")


def under_paths(lookup: str, paths: Iterable[str]) -> Q:
    """Rows whose path, reached by ``lookup``, lies under one of ``paths``; no path, no row."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{lookup}__range": path_range(path)})
    return condition


def paths_for(user: Anyone, permission: str) -> tuple[str, ...]:
    """Subtrees in which ``user`` holds ``permission``; nobody who is not signed in holds any."""
    if not user.is_authenticated:
        return ()
    return user.paths_for(permission)


def covers(user: Anyone, permission: str, path: str) -> bool:
    """Whether ``user`` holds ``permission`` at the place with this path; only who holds it everywhere at "".

    It asks no more than ``paths_for``: about a record in hand, not about rows still to be read.
    """
    return path.startswith(paths_for(user, permission))


def permission_of(model: type[Model], action: str) -> str:
    """The full name of the permission for ``action`` (``view``, ``add``, ``accept`` …) on a noun."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


M = TypeVar("M", bound=models.Model, covariant=True)


class HasPath(Protocol):
    """What lies somewhere: a region."""

    @property
    def path(self) -> str: ...


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that belong to a region, found by the lookup ``region_path``.

    It is empty for what belongs to none because all regions share it.
    """

    region_path = "region__path"

    def paths_of(self, user: Anyone, action: str) -> tuple[str, ...]:
        """Subtrees in which ``user`` may do ``action`` (``view``, ``add``, ``accept`` …) on such rows."""
        return paths_for(user, permission_of(self.model, action))

    def in_paths(self, paths: Collection[str]) -> Self:
        """Rows that belong to the subtrees; override where a row is seen in more than one place."""
        return self.filter(under_paths(self.region_path, paths))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Rows on which ``user`` may do ``action``."""
        return self.in_paths(self.paths_of(user, action))

    def visible_to(self, user: Anyone) -> Self:
        """Rows that ``user`` may see: the scope rule of the whole portal."""
        return self.permitted(user, "view")

    def under(self, region: HasPath) -> Self:
        """Rows that belong to ``region`` or to anything below it."""
        return self.filter(under_paths(self.region_path, [region.path]))

    def for_listing(self) -> Self:
        """The rows with what a list or an endpoint shows of them, in a fixed number of queries."""
        return self

    def for_endpoint(self) -> Self:
        """The rows with what their endpoint answers; override where that is not what a list shows."""
        return self.for_listing()


def rows_of(model: type[M]) -> ScopedQuerySet[M]:
    """All rows of a noun, whichever it is, with the scope rule on them."""
    return cast("ScopedQuerySet[M]", model._default_manager.all())
