"""Who made a change, as far as the reader may know."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import RoleAssignment, User
from core.scope import Anyone, covers, paths_for


def read_roles(accounts: Iterable[User | None], reader: Anyone) -> None:
    """Read the roles of these accounts: one query, none where there is nobody but the reader."""
    others = [one for one in accounts if one is not None and one != reader]
    if others:
        roles = RoleAssignment.objects.select_related("region")
        prefetch_related_objects(others, Prefetch("role_assignments", roles))


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
