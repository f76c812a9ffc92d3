"""Bringing the divisions in step with a code list."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from core.history import history_of
from core.pinyin import search_columns
from regions.code_list import CENSUS_YEAR, CodeListError, Division
from regions.models import Boundary, Region
from regions.models.region import PATH_LENGTH, path_of

LISTED_FIELDS = [
    "name",
    "kind",
    "counts_for_coverage",
    "parent",
    "legal_parent",
    "valid_to",
    "pinyin",
    "initials",
]
REASON = "code list"


@dataclass(frozen=True)
class ListLoaded:
    """What loading a list did: nothing where one in force from ``newer`` was loaded before."""

    created: int = 0
    changed: int = 0
    closed: int = 0
    linked: int = 0
    newer: date | None = None


@transaction.atomic
def load_code_list(
    divisions: list[Division], *, on: date, successors: dict[str, str] | None = None
) -> ListLoaded:
    """Make the divisions equal to ``divisions``, a complete list that is in force from ``on``.

    The first list of a place has no known beginning; codes that a later one adds are valid from
    ``on``. Codes below the same root that the list no longer has are closed the day before, and
    linked to the code that took their place: by ``successors``, else by the same name under the
    same county (乡改镇). Loading a list again changes nothing, and neither does one that is older
    than what was loaded: it says how things were. Raises ``CodeListError``.
    """
    root = _root(divisions)
    existing = {region.code: region for region in Region.objects.under(root)}
    newest = _newest_edition(root, existing.values())
    if newest and on < newest:
        return ListLoaded(newer=newest)
    reason = f"{REASON} {on}"
    created = _create(divisions, existing, valid_from=on if existing else None, reason=reason)
    changed = _update(divisions, existing, reason)
    closed = _close(divisions, existing, reason, last_day=on - timedelta(days=1))
    linked = _link(closed, divisions, successors or {}, reason)
    return ListLoaded(created=created, changed=changed, closed=len(closed), linked=linked)


def _newest_edition(root: Region, existing: Collection[Region]) -> date | None:
    """From when the newest list that was loaded is in force, as far as it left a trace.

    What a list opened or closed bears its day; what it renamed has the day in its history.
    """
    days = [region.valid_from for region in existing if region.valid_from]
    days += [region.valid_to + timedelta(days=1) for region in existing if region.valid_to]
    reasons = (
        history_of(Region)
        .filter(path__startswith=root.path, history_change_reason__startswith=f"{REASON} ")
        .order_by()
        .values_list("history_change_reason", flat=True)
        .distinct()
    )
    days += [date.fromisoformat(reason.removeprefix(f"{REASON} ")) for reason in reasons]
    return max(days, default=None)


def _root(divisions: list[Division]) -> Region:
    root = divisions[0]
    return Region(code=root.code, path=path_of(root.code, root.level))


def _create(
    divisions: list[Division], existing: dict[str, Region], *, valid_from: date | None, reason: str
) -> int:
    """Create the new codes level by level, so that each finds its parent; adds to ``existing``."""
    created = 0
    for level in PATH_LENGTH:
        new = [
            Region(
                code=division.code,
                name=division.name,
                level=level,
                kind=division.kind,
                path=path_of(division.code, level),
                counts_for_coverage=division.counts_for_coverage,
                parent=_parent(division, existing, divisions[0]),
                legal_parent=_legal_parent(division, existing),
                valid_from=valid_from,
                **search_columns(division.name),
            )
            for division in divisions
            if division.level == level and division.code not in existing
        ]
        for region in bulk_create_with_history(new, Region, batch_size=500, default_change_reason=reason):
            existing[region.code] = region
        created += len(new)
    return created


def _parent(division: Division, existing: dict[str, Region], root: Division) -> Region | None:
    if division is root:
        return existing[root.code].parent if root.code in existing else None
    if division.parent_code not in existing:
        raise CodeListError(
            f"{division.code} {division.name}: its parent {division.parent_code} is not in the list."
        )
    return existing[division.parent_code]


def _legal_parent(division: Division, existing: dict[str, Region]) -> Region | None:
    if not division.legal_parent_code:
        return None
    if division.legal_parent_code not in existing:
        raise CodeListError(
            f"{division.code} {division.name}: the county {division.legal_parent_code} is not in the list."
        )
    return existing[division.legal_parent_code]


def _key(region: Region | None) -> int | None:
    return region.pk if region else None


def _update(divisions: list[Division], existing: dict[str, Region], reason: str) -> int:
    changed = []
    for division in divisions:
        region = existing[division.code]
        listed = {
            "name": division.name,
            "kind": division.kind,
            "counts_for_coverage": division.counts_for_coverage,
            "parent_id": _key(_parent(division, existing, divisions[0])),
            "legal_parent_id": _key(_legal_parent(division, existing)),
            "valid_to": None,
            **search_columns(division.name),
        }
        if any(getattr(region, field) != value for field, value in listed.items()):
            for field, value in listed.items():
                setattr(region, field, value)
            changed.append(region)
    bulk_update_with_history(changed, Region, LISTED_FIELDS, batch_size=500, default_change_reason=reason)
    return len(changed)


def _close(
    divisions: list[Division], existing: dict[str, Region], reason: str, *, last_day: date
) -> list[Region]:
    listed = {division.code for division in divisions}
    closed = [region for code, region in existing.items() if code not in listed and region.is_current]
    for region in closed:
        region.valid_to = last_day
    bulk_update_with_history(closed, Region, ["valid_to"], batch_size=500, default_change_reason=reason)
    return closed


def _link(closed: list[Region], divisions: list[Division], successors: dict[str, str], reason: str) -> int:
    by_place = defaultdict(list)
    for division in divisions:
        by_place[(division.parent_code, division.level, division.stem)].append(division.code)
    codes = {}
    for region in closed:
        code = successors.get(region.code) or _only(by_place[_place(region)])
        if code:
            codes[region.code] = code
    regions = Region.objects.in_bulk(codes.values(), field_name="code")
    linked = [region for region in closed if codes.get(region.code) in regions]
    for region in linked:
        region.successor = regions[codes[region.code]]
    bulk_update_with_history(linked, Region, ["successor"], batch_size=500, default_change_reason=reason)
    return len(linked)


def _place(region: Region) -> tuple[str, str, str]:
    stem = Division(region.code, region.name, region.level, "", region.kind, False, "").stem
    return region.parent.code if region.parent else "", region.level, stem


def _only(codes: list[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def load_populations(populations: dict[str, int]) -> int:
    """Set the residents of the census by division code; returns how many divisions changed.

    A later count than this census stays.
    """
    regions = [
        region
        for region in Region.objects.filter(code__in=populations)
        if (region.population, region.population_year) != (populations[region.code], CENSUS_YEAR)
        and (region.population_year or 0) <= CENSUS_YEAR
    ]
    for region in regions:
        region.population = populations[region.code]
        region.population_year = CENSUS_YEAR
    bulk_update_with_history(
        regions, Region, ["population", "population_year"], batch_size=500, default_change_reason=REASON
    )
    return len(regions)


def load_boundaries(shapes: dict[str, dict[str, Any]], *, source: str) -> int:
    """Set the outlines by division code; returns how many are held."""
    boundaries = [
        Boundary(region=region, geometry=shapes[region.code], source=source)
        for region in Region.objects.filter(code__in=shapes)
    ]
    Boundary.objects.bulk_create(
        boundaries, update_conflicts=True, unique_fields=["region"], update_fields=["geometry", "source"]
    )
    return len(boundaries)
