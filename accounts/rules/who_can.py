"""Who can take the step for which a record waits: by name at the level whose turn it is, and the level above.

A page that shows a waiting step names them, so that nobody has to ask around: the name, the role and the
region, and nothing else of the person. Left out are closed accounts, those of other systems, and whoever is
the same hand as somebody who took an earlier step.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy

from accounts.models import Deputy, RoleAssignment, User
from accounts.roles import Role, allows
from core.scope import HasPath
from core.texts import Text
from regions.models.region import PATH_LENGTH

MOST_NAMES = 3
LEVELS: dict[str, Text] = {
    "township": pgettext_lazy("whose turn", "township level"),
    "county": pgettext_lazy("whose turn", "county level"),
    "city": pgettext_lazy("whose turn", "city level"),
}
# The level at which the holders of a role work.
LEVEL_OF = {
    Role.TOWNSHIP_OFFICER: "township",
    Role.COUNTY_OFFICER: "county",
    Role.MUNICIPAL_ADMIN: "city",
    Role.AUDITOR: "city",
    Role.VIEWER: "city",
}


@dataclass(frozen=True)
class Actor:
    """Somebody who can take the step: as what and where, and for whom where they stand in."""

    account: User
    role: str
    region: str
    level: str
    principal: str = ""


@dataclass(frozen=True)
class Waiting:
    """Whose turn a step is: ``actors`` at the ``level``, and at the level ``above``, both in words."""

    level: Text
    actors: tuple[Actor, ...]
    above: Text
    actors_above: tuple[Actor, ...]

    @property
    def named(self) -> tuple[Actor, ...]:
        """The few who are told by name: of the level whose turn it is, or above if it has nobody."""
        return (self.actors or self.actors_above)[:MOST_NAMES]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.actors or self.actors_above) - len(self.named)


class WhoCan:
    """Who can do what needs ``permission`` at some places; two queries for all of them."""

    def __init__(self, permission: str, places: Iterable[HasPath]) -> None:
        self.roles = [role for role in Role if allows(role, permission)]
        self.paths = {place.path for place in places}

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """The roles that allow it there, with the people and who stands in for them today."""
        above = {path[:digits] for path in self.paths for digits in PATH_LENGTH.values()}
        deputies = Deputy.objects.running(timezone.localdate()).select_related("deputy")
        rows = RoleAssignment.objects.filter(
            Q(region__path__in=above) | Q(region__successor__path__in=above),
            role__in=self.roles,
            user__is_active=True,
            user__auth_token_set__isnull=True,
        )
        rows = rows.select_related("user", "region__successor").order_by("user__username", "role")
        return list(rows.prefetch_related(Prefetch("user__deputies", deputies, to_attr="standing_in")))

    def at(self, place: HasPath, *, without: Collection[int] = ()) -> Waiting:
        """Whose turn it is at the place; ``without`` are those who may not, because of an earlier step."""
        found = [one for one in self._actors(place) if one.account.pk not in without]
        usual = {LEVEL_OF[role] for role in self.roles}
        levels = [
            level
            for level in LEVELS
            if (level in usual and PATH_LENGTH[level] <= len(place.path))
            or any(one.level == level for one in found)
        ]
        level, *higher = levels or ["city"]
        # The nearest level above that has somebody; else the next one.
        above = next((name for name in higher if any(one.level == name for one in found)), "")
        return Waiting(
            LEVELS[level],
            tuple(one for one in found if one.level == level),
            LEVELS[above] if above else "",
            tuple(one for one in found if above and one.level == above),
        )

    def _actors(self, place: HasPath) -> Iterable[Actor]:
        seen = set()
        for one in self.assignments:
            region = next(
                (it for it in (one.region, one.region.successor) if it and place.path.startswith(it.path)),
                None,
            )
            if region is None:
                continue
            level = next((name for name in LEVELS if len(region.path) >= PATH_LENGTH[name]), "city")
            standing_in: list[Any] = vars(one.user)["standing_in"]
            people = [
                (one.user, ""),
                *((it.deputy, str(one.user)) for it in standing_in if it.deputy.is_active),
            ]
            for account, principal in people:
                if (account.pk, level) not in seen:
                    seen.add((account.pk, level))
                    yield Actor(account, one.get_role_display(), region.name, level, principal)


def who_can(permission: str, place: HasPath, *, without: Collection[int] = ()) -> Waiting:
    """Who can do what needs ``permission`` at the place, leaving out ``without``; two queries."""
    return WhoCan(permission, [place]).at(place, without=without)
