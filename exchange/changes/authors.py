"""Who made a change, as far as the reader may know."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import Deputy, RoleAssignment, User
from core.scope import Anyone, covers, paths_for


def read_roles(accounts: Iterable[User | None], reader: Anyone | None = None) -> None:
    """Read the roles of these accounts: one query, none where there is nobody but the reader."""
    others = [one for one in accounts if one is not None and one != reader]
    if others:
        roles = RoleAssignment.objects.select_related("region")
        prefetch_related_objects(others, Prefetch("role_assignments", roles))


def read_deputyships(authors: Iterable[User | None]) -> None:
    """Read for whom these accounts ever stood in, with the roles of all: a few queries, none for nobody."""
    found = [one for one in authors if one is not None]
    if found:
        roles = Prefetch("principal__role_assignments", RoleAssignment.objects.select_related("region"))
        pairs = Deputy.objects.select_related("principal").prefetch_related(roles)
        prefetch_related_objects(found, Prefetch("deputyships", pairs))
        read_roles(found)


def in_place_of(author: User, *, on: date, path: str | None) -> str:
    """For whom the author stood in there on the day: those with a role that the author does not hold.

    Empty where nothing was borrowed. Reads what ``read_deputyships`` has read.
    """
    own = [(one.role, one.region.path) for one in author.role_assignments.all()]
    principals = [one.principal for one in author.deputyships.all() if one.held_on(on)]
    return ", ".join(
        str(principal)
        for principal in dict.fromkeys(principals)
        if any(
            (path is None or path.startswith(one.region.path))
            and not any(role == one.role and one.region.path.startswith(place) for role, place in own)
            for one in principal.role_assignments.all()
        )
    )


def author_name(author: User | None, *, reader: Anyone, permission: str, path: str | None) -> str:
    """The author of a change of a record at ``path``; reads loaded role assignments only.

    What lies nowhere, because all regions share it, is told as if it lay where the reader is.
    Colleagues whose every role lies where the reader holds ``permission`` are named, whoever is
    above the record by their role, anybody else not at all.
    """
    if author is None:
        return _("the portal")
    if author == reader:
        return str(author)
    roles = list(author.role_assignments.all())
    own_paths = paths_for(reader, permission)
    if "" in own_paths or (roles and all(covers(reader, permission, one.region.path) for one in roles)):
        return str(author)
    if not roles:
        return _("an account without a role")
    path = path or next(iter(own_paths), None)
    above = [one.get_role_display() for one in roles if path and path.startswith(one.region.path)]
    return str(above[0]) if above else _("an account outside your region")
