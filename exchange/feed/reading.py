"""A page of the feed for one reader: what happened in the order of commits, and how things are today.

Each event carries the record as it is when the page is read. A later change of it is an event
further on, so whoever applies the events in their order ends with what the portal holds. The number
of queries follows the kinds of records on the page, never its length.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CASCADE, Model, QuerySet, Subquery
from django.utils import timezone

from core.fields import related_model_of
from core.history import Version, history_of
from core.scope import Anyone, covers, paths_for, rows_of
from exchange.changes.chronicle import chronicle_of
from exchange.changes.reading import earlier
from exchange.feed import places
from exchange.models import Change
from exchange.resources.endpoints import ApiNoun, InternalRequest, by_label
from regions.models import Region

CREATED, CHANGED, ENDED, REMOVED, GONE, TOUCHED = KINDS = (
    "created",
    "changed",
    "ended",
    "removed",
    "gone",
    "touched",
)
# A version and the one before it.
VersionPair = tuple[Version, Version | None]
# Days that end a record once they are written, and the status that does.
END_DAYS = ("ended_on", "valid_to", "deregistered_on", "register_ended_on")
CLOSED = "closed"


@dataclass(frozen=True)
class Question:
    """Who reads, and what of it: some nouns, one region, with or without the records themselves."""

    user: Anyone
    nouns: frozenset[str] = frozenset()
    region: Region | None = None
    has_records: bool = True

    def wants(self, noun: ApiNoun) -> bool:
        return not self.nouns or noun.name in self.nouns

    def paths(self, noun: ApiNoun) -> tuple[str, ...]:
        """The subtrees that are read."""
        paths = paths_for(self.user, noun.permission)
        if self.region is None:
            return paths
        if covers(self.user, noun.permission, self.region.path):
            return (self.region.path,)
        return tuple(path for path in paths if path.startswith(self.region.path))

    def rows(self, noun: ApiNoun, numbers: Collection[int]) -> QuerySet[Any]:
        """Those of the records that are read."""
        rows = noun.rows(InternalRequest(self.user)).filter(pk__in=numbers)
        if self.region is None:
            return rows
        return rows.filter(pk__in=rows_of(noun.model).in_paths([self.region.path]).values("pk"))


@dataclass(frozen=True)
class Page:
    """Events, the place behind them, and whether there is more."""

    events: list[dict[str, Any]]
    position: int
    has_more: bool


def latest() -> int:
    """The place behind all that was committed so far."""
    return Change.objects.after(0).values_list("position", flat=True).last() or 0


def page(question: Question, since: int, limit: int, until: int | None = None) -> Page:
    """What was committed after ``since``, ``limit`` changes at most, as far as the reader may be told."""
    rows = list(Change.objects.after(since).up_to(until)[: limit + 1])
    shown = rows[:limit]
    changes = [row for row in shown if row.noun in by_label()]
    return Page(
        events=list(Telling(question, changes).events()),
        position=(shown[-1].position or since) if shown else since,
        has_more=len(rows) > limit,
    )


@dataclass
class Seen:
    """What is known of the records of one noun."""

    records: dict[int, dict[str, Any]] = field(default_factory=dict)
    codes: dict[int, str | None] = field(default_factory=dict)
    existing: set[int] = field(default_factory=set)
    # Versions of records that the reader does not see, but that lay where the reader reads.
    once_seen: set[int] = field(default_factory=set)


class Telling:
    """One page's changes, told to one reader."""

    def __init__(self, question: Question, changes: list[Change]) -> None:
        self.question = question
        self.changes = changes
        self.versions: dict[tuple[str, int | None], VersionPair] = {}
        self.touched: dict[tuple[str, int | None], list[tuple[str, int]]] = defaultdict(list)

    def events(self) -> Iterator[dict[str, Any]]:
        """Each change with the records whose figures may follow from it, each of those once."""
        for label, numbers in self._numbers.items():
            self._read_versions(by_label()[label], numbers)
        listed = {(change.noun, change.object_id) for change in self.changes}
        for change in self.changes:
            yield from self._own(change)
            for key in self.touched[change.noun, change.history_id]:
                if key not in listed:
                    listed.add(key)
                    yield from self._followed(change, *key)

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        numbers = defaultdict(list)
        for change in self.changes:
            if change.history_id is not None:
                numbers[change.noun].append(change.history_id)
        return numbers

    def _read_versions(self, noun: ApiNoun, numbers: Collection[int]) -> None:
        """The versions with those before them, and what they refer to."""
        pairs = _pairs(noun.model, numbers)
        for number, pair in pairs.items():
            self.versions[noun.label, number] = pair
        both = [(number, version) for number, pair in pairs.items() for version in pair if version]
        for steps, label in _references(noun):
            ids = places.ids_at(noun.model, [version for _number, version in both], steps)
            for (number, _version), pk in zip(both, ids, strict=True):
                if pk is not None:
                    self.touched[noun.label, number].append((label, pk))

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        """What the reader may know of all records of the page, by noun."""
        wanted = defaultdict(set)
        for change in self.changes:
            wanted[change.noun].add(change.object_id)
        for keys in self.touched.values():
            for label, pk in keys:
                wanted[label].add(pk)
        nouns = [by_label()[label] for label in wanted]
        return {noun.label: self._look(noun, wanted[noun.label]) for noun in nouns if self._is_readable(noun)}

    def _is_readable(self, noun: ApiNoun) -> bool:
        return self.question.wants(noun) and bool(paths_for(self.question.user, noun.permission))

    def _look(self, noun: ApiNoun, numbers: set[int]) -> Seen:
        rows = list(self.question.rows(noun, numbers))
        seen = Seen(codes={row.pk: noun.code_of(row) for row in rows})
        if self.question.has_records:
            data = noun.serialize(rows, InternalRequest(self.question.user))
            seen.records = {row.pk: record for row, record in zip(rows, data, strict=True)}
        unseen = numbers - set(seen.codes)
        versions = [
            version
            for (label, _number), pair in self.versions.items()
            if label == noun.label
            for version in pair
            if version and version.id in unseen
        ]
        if versions:
            existing = noun.model._base_manager.filter(pk__in=unseen)
            seen.existing = set(existing.values_list("pk", flat=True))
            seen.once_seen = places.lying_under(noun.model, versions, self.question.paths(noun))
        return seen

    def _own(self, change: Change) -> Iterator[dict[str, Any]]:
        seen = self._seen.get(change.noun)
        if seen is None:
            return
        if change.object_id in seen.codes:
            kind = self._kind(change)
            yield self._event(change, change.noun, change.object_id, kind, seen.codes[change.object_id])
            return
        pair = self.versions.get((change.noun, change.history_id), (None, None))
        known = [version for version in pair if version and version.history_id in seen.once_seen]
        if known:
            kind = GONE if change.object_id in seen.existing else REMOVED
            code = by_label()[change.noun].code_of(known[0])
            yield self._event(change, change.noun, change.object_id, kind, code)

    def _followed(self, change: Change, label: str, pk: int) -> Iterator[dict[str, Any]]:
        seen = self._seen.get(label)
        if seen and pk in seen.codes:
            yield self._event(change, label, pk, TOUCHED, seen.codes[pk])

    def _kind(self, change: Change) -> str:
        if change.kind == "+":
            return CREATED
        version, before = self.versions.get((change.noun, change.history_id), (None, None))
        return ENDED if _is_ended(version) and not _is_ended(before) else CHANGED

    def _event(self, change: Change, label: str, pk: int, kind: str, code: str | None) -> dict[str, Any]:
        event: dict[str, Any] = {
            "sequence": change.position,
            "noun": by_label()[label].name,
            "id": pk,
            "code": code,
            "kind": kind,
            "at": timezone.localtime(change.at).isoformat(),
            "request": str(change.request_key) if change.request_key else None,
        }
        if self.question.has_records:
            event["record"] = self._seen[label].records.get(pk)
        return event


def _is_ended(version: Version | None) -> bool:
    if version is None:
        return False
    is_closed = getattr(version, "status", None) == CLOSED
    return is_closed or any(getattr(version, name, None) for name in END_DAYS)


def _pairs(model: type[Model], numbers: Collection[int]) -> dict[int, VersionPair]:
    """These versions, each with the one before it or None; one query."""
    history = history_of(model)
    chosen = history.order_by().filter(history_id__in=numbers)
    befores = chosen.annotate(before=Subquery(earlier(history))).values("before")
    rows = history.filter(history_id__in=chosen.values("history_id").union(befores))
    pairs: dict[int, VersionPair] = {}
    latest_of: dict[int, Version] = {}
    for version in rows.order_by("history_date", "history_id"):
        pairs[version.history_id] = (version, latest_of.get(version.id))
        latest_of[version.id] = version
    return {number: pairs[number] for number in numbers if number in pairs}


def _references(noun: ApiNoun) -> list[tuple[tuple[str, ...], str]]:
    """The relations to records whose figures may follow from this noun's, with what they are.

    A region's own figures follow from nothing. What all regions share follows only from its own parts.
    """
    model = noun.model
    chronicle = chronicle_of(model)
    wholes = {(one.name,) for one in model._meta.concrete_fields if one.many_to_one and _is_part(one)}
    paths: list[tuple[str, ...]] = [(one.name,) for one in model._meta.concrete_fields if one.many_to_one]
    paths += [tuple(lookup.split("__")) for lookup in (chronicle.parent_lookups if chronicle else ())]
    found = {steps: _model_at(model, steps) for steps in paths}
    return [
        (steps, related._meta.label_lower)
        for steps, related in found.items()
        if related._meta.label_lower in by_label()
        and related is not Region
        and (steps in wholes or places.lookups_of(related))
    ]


def _is_part(field: Any) -> bool:
    """Whether the relation leads to what the record is a part of."""
    return field.remote_field.on_delete is CASCADE


def _model_at(model: type[Model], steps: Iterable[str]) -> type[Model]:
    for step in steps:
        model = related_model_of(model, step)
    return model
