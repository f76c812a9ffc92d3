"""Reading versions: the latest first, page by page without counting, each with the one before it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.dateparse import parse_datetime

from accounts.models import Deputy
from core.asking import FIRST_YEAR, LAST_YEAR
from core.history import Version, history_of
from core.scope import Anyone
from exchange.changes.chronicle import CHRONICLES, Chronicle, versioned_models

# The versions of some nouns, by the noun's name.
# Digits of the largest key there is.
LONGEST_NUMBER = 18
Sources = dict[str, QuerySet[Any]]
NEWEST_FIRST = ("-history_date", "-history_id", "noun")


@dataclass(frozen=True)
class Pair:
    """A version and the one before it, or None where it is the first."""

    chronicle: Chronicle
    version: Version
    before: Version | None

    @property
    def place(self) -> "Place":
        return Place(self.version.history_date, self.version.history_id, self.chronicle.name)


@dataclass(frozen=True)
class Place:
    """Where a page of versions ends: the next one goes on from there."""

    at: datetime
    number: int
    noun: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.number}_{self.noun}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place as an address carries it; None for anything else."""
        at, _dash, rest = text.partition("_")
        number, _dash, noun = rest.partition("_")
        try:
            moment = parse_datetime(at)
        except ValueError:
            return None
        if moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            return None
        if not number.isdecimal() or len(number) > LONGEST_NUMBER:
            return None
        return cls(moment, int(number), noun)

    def later(self, noun: str) -> Q:
        """The versions of a noun that come after this place, which is to say that are older."""
        same = Q(history_date=self.at)
        older = Q(history_date__lt=self.at) | same & Q(history_id__lt=self.number)
        return older | same & Q(history_id=self.number) if noun > self.noun else older


def of_record(chronicle: Chronicle, record_pk: int, user: Anyone) -> Sources:
    """The versions of a record and of its parts that ``user`` may read, by noun."""
    record = chronicle.model(pk=record_pk)
    own = {chronicle.name: history_of(chronicle.model).order_by().filter(id=record_pk)}
    parts = {part.name: part.versions(user).filter(part.parent_filter(record)) for part in chronicle.parts()}
    return own | parts


def of_request(key: UUID, user: Anyone) -> Sources:
    """The versions that one request wrote and ``user`` may read, by noun."""
    return {name: chronicle.versions(user).filter(request_key=key) for name, chronicle in CHRONICLES.items()}


def page(sources: Sources, size: int, after: Place | None = None) -> tuple[list[Pair], Place | None]:
    """The latest ``size`` versions of all sources together, and where the next page goes on.

    One query finds them, one for each noun among them reads them.
    """
    found = list(_found(sources, after)[: size + 1])
    pairs = {}
    for noun in {row[0] for row in found[:size]}:
        chronicle = CHRONICLES[noun]
        for pair in _read(chronicle, [row[1] for row in found[:size] if row[0] == noun]):
            pairs[noun, pair.version.history_id] = pair
    listed = [pairs[row[0], row[1]] for row in found[:size] if (row[0], row[1]) in pairs]
    return listed, listed[-1].place if len(found) > size else None


def _found(sources: Sources, after: Place | None) -> QuerySet[Any, Any]:
    arms = [
        versions.filter(after.later(noun) if after else Q())
        .annotate(noun=Value(noun, output_field=CharField()))
        .values_list("noun", "history_id", "history_date")
        for noun, versions in sources.items()
    ]
    return _together(arms).order_by(*NEWEST_FIRST)


def _together(arms: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """One query for all; side by side, since SQLite does not read deep nesting."""
    first, *others = arms
    return first.union(*others, all=True) if others else first


def _read(chronicle: Chronicle, numbers: Collection[int]) -> list[Pair]:
    """These versions with those before them, and whether their request wrote anything else; one query."""
    history = history_of(chronicle.model)
    chosen = history.order_by().filter(history_id__in=numbers)
    befores = chosen.annotate(before=Subquery(earlier(history))).values("before")
    rows = (
        history.filter(history_id__in=chosen.values("history_id").union(befores))
        .annotate(is_of_many=_of_many(chronicle.model), is_by_deputy=_BY_DEPUTY)
        .select_related("history_user", *chronicle.select_related)
        .order_by("-history_date", "-history_id")
    )
    rows = list(rows)
    return [
        Pair(chronicle, row, _next_of(row, rows[place + 1 :]))
        for place, row in enumerate(rows)
        if row.history_id in numbers
    ]


# Whether whoever wrote the version stood in for somebody on that day.
_BY_DEPUTY = Exists(
    Deputy.objects.order_by().filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=OuterRef("history_date__date")),
        deputy=OuterRef("history_user"),
        started_on__lte=OuterRef("history_date__date"),
        ended_on__gte=OuterRef("history_date__date"),
    )
)


def earlier(history: Any) -> QuerySet[Any, Any]:
    """The number of the version right before the one that an outer query names."""
    versions = history.filter(id=OuterRef("id")).filter(
        Q(history_date__lt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__lt=OuterRef("history_id"))
    )
    number: QuerySet[Any, Any] = versions.order_by("-history_date", "-history_id").values("history_id")[:1]
    return number


def _of_many(model: type[Model]) -> Q:
    """Whether the version's request wrote a version of any other record."""
    condition = Q(pk__in=[])
    for other in versioned_models():
        versions = history_of(other).order_by().filter(request_key=OuterRef("request_key"))
        condition |= Q(Exists(versions.exclude(id=OuterRef("id")) if other is model else versions))
    return condition


def _next_of(version: Version, older: Iterable[Version]) -> Version | None:
    """The version right before, in a list with the newest first."""
    return next((one for one in older if one.id == version.id), None)


def pair_of(chronicle: Chronicle, number: int, user: Anyone) -> Pair | None:
    """One version that ``user`` may read."""
    if not chronicle.versions(user).filter(history_id=number).exists():
        return None
    return next(iter(_read(chronicle, [number])), None)


def has_more(key: UUID, user: Anyone) -> bool:
    """Whether the request also wrote what ``user`` may not read; one query."""
    chronicles = {chronicle.model: chronicle for chronicle in CHRONICLES.values()}
    arms = []
    for model in versioned_models():
        written = history_of(model).order_by().filter(request_key=key)
        if model in chronicles:
            readable = chronicles[model].versions(user).filter(history_id=OuterRef("history_id"))
            written = written.filter(~Exists(readable))
        arms.append(written.values_list("history_id"))
    return bool(_together(arms)[:1])
