"""Whose turn it is: the people who may do the step that a record waits for."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.models import User
from core.scope import Anyone
from core.texts import Text
from exchange.changes.authors import author_name, read_roles

MOST_NAMED = 5


@dataclass(frozen=True)
class Waiting:
    """A step that is waited for, and who may do it as far as the reader may know; ``more`` are not named."""

    step: Text
    people: list[str]
    more: int = 0


def waiting_for(
    step: Text, permission: str, path: str, *, reader: Anyone, but: Collection[int | None] = ()
) -> Waiting:
    """Who may do the ``step`` that needs ``permission`` at a place; ``but`` had a part in it before.

    Two queries. Nobody is left where a person is missing who may do it.
    """
    people = list(User.objects.holding(permission, path).exclude(pk__in=[pk for pk in but if pk]))
    read_roles(people, reader)
    names = [author_name(one, reader=reader, permission=permission, path=path) for one in people]
    different = list(dict.fromkeys(names))
    return Waiting(step, different[:MOST_NAMED], max(len(different) - MOST_NAMED, 0))
