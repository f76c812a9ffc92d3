"""Whose hands are one: what a person did and what their deputy did are never two steps of one chain.

Whoever may not take a step because of somebody else's earlier one is asked here, by all floors.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Deputy
from core.errors import Refused
from core.scope import Account
from core.texts import Text


class Hands:
    """Whose hands were one since ``since``, for any of ``people``; one query, also for many records."""

    def __init__(self, people: Iterable[int | None], since: date | None = None) -> None:
        self.people = {one for one in people if one is not None}
        self.since = since

    @cached_property
    def pairs(self) -> list[Deputy]:
        """Who stood in for whom, as far as it touches one of them."""
        if not self.people:
            return []
        near = (
            Q(principal__in=self.people)
            | Q(deputy__in=self.people)
            | Q(principal__deputies__deputy__in=self.people)
        )
        return list(Deputy.objects.held_since(self.since).filter(near).distinct())

    def of(self, *people: int | None, since: date | None = None) -> frozenset[int]:
        """Those who may not go on with what ``people`` did on the day ``since``: themselves, who stood in
        for them from then on, for whom they stood in, and who else stood in for those.

        Without a day it is asked of today.
        """
        known = {one for one in people if one is not None}
        today = timezone.localdate()
        day = min(since or today, today)
        stand_in: dict[int, set[int]] = defaultdict(set)
        for one in self.pairs:
            if one.last_day >= day:
                stand_in[one.principal_id].add(one.deputy_id)
        hands = set(known)
        for principal, deputies in stand_in.items():
            # A principal and all who act for them are one hand; it is not passed on from there.
            if known & {principal, *deputies}:
                hands |= {principal, *deputies}
        return frozenset(hands)


def hands_of(people: Collection[int | None], since: date | None = None) -> frozenset[int]:
    """Those who may not go on with what ``people`` did on the day ``since``; one query, none for nobody."""
    return Hands(people, since).of(*people, since=since)


def same_hands(user: Account, other_id: int | None, since: date | None = None) -> bool:
    """Whether ``user`` took the earlier step on the day ``since``, or counts as the same hand. One query."""
    if other_id is None:
        return False
    return user.pk == other_id or user.pk in hands_of([other_id], since)


def refuse_same_hands(by: Account, other_id: int | None, *, since: date | None, sentence: Text) -> None:
    """Raise ``Refused``: with ``sentence`` if ``by`` took the earlier step, also if they are one hand."""
    if other_id is None:
        return
    if by.pk == other_id:
        raise Refused(sentence)
    if by.pk in hands_of([other_id], since):
        raise Refused(
            _(
                "You and whoever took the step before are one hand here, because one of you stands in "
                "for the other or both for the same person; somebody else does this step."
            )
        )


def by_hand_of(user: Account, who: str, since: str) -> Q:
    """The condition of rows whose step, by the account ``who`` on the day ``since``, ``user`` or somebody who
    counts as the same hand has taken; ``same_hands`` in a query, so that a list asks no more than before."""
    first, today = OuterRef(since), timezone.localdate()

    def held(lookup: str = "") -> Q:
        begun = Q(**{f"{lookup}started_on__lte": today, f"{lookup}ended_on__gte": first})
        ended = Q(**{f"{lookup}withdrawn_on__gte": first})
        return begun & (Q(**{f"{lookup}withdrawn_on__isnull": True}) | ended)

    other = OuterRef(who)
    direct = Q(principal=user.pk, deputy=other) | Q(principal=other, deputy=user.pk)
    pairs = Deputy.objects.order_by().filter(direct, held())
    with_one_principal = Deputy.objects.order_by().filter(
        Q(principal__deputies__deputy=user.pk) & held("principal__deputies__"), held(), deputy=other
    )
    return Q(**{who: user.pk}) | Q(Exists(pairs)) | Q(Exists(with_one_principal))


def is_by_hand_of(user: Account, who: str, since: str) -> ExpressionWrapper[Q]:
    """``by_hand_of`` as a column of the rows."""
    return ExpressionWrapper(by_hand_of(user, who, since), output_field=BooleanField())
