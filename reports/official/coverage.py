"""覆盖率通报: how many townships are covered, what is new in the period, and who stands where."""

from django.utils.translation import gettext_lazy as _

from indicators.measures import Number
from indicators.reading import Reading, read
from indicators.stations import (
    COVERAGE_RATE,
    STATIONS_COMPLETED,
    STATIONS_REPORTED,
    STATIONS_WITHOUT_PROOF,
    TOWNSHIPS_COVERED,
    TOWNSHIPS_TO_COVER,
)
from regions.models import Region
from reports.official.period import MONTH, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet
from reports.panels.figures import ranks

COLUMNS = (
    Column(_("Region"), width=16),
    Column(_("Townships to cover"), Kind.NUMBER, 10),
    Column(_("Townships covered"), Kind.NUMBER, 12),
    Column(_("Completed stations"), Kind.NUMBER, 12),
    Column(_("Coverage rate"), Kind.SHARE, 12),
    Column(_("Newly covered"), Kind.NUMBER, 12),
    Column(_("Change (points)"), Kind.POINTS, 12),
    Column(_("Rank"), Kind.NUMBER, 8),
    Column(_("Reported, not confirmed"), Kind.NUMBER, 12),
    Column(_("Reached without proof"), Kind.NUMBER, 12),
)
WANTED = (TOWNSHIPS_TO_COVER, TOWNSHIPS_COVERED, STATIONS_COMPLETED, COVERAGE_RATE)
APART = (STATIONS_REPORTED, STATIONS_WITHOUT_PROOF)


def sheet(user, region: Region, period: Period) -> Sheet:
    """The divisions right below ``region``; the last line divides sum by sum."""
    now = read((*WANTED, *APART), user=user, region=region, on=period.on)
    before = read(WANTED, user=user, region=region, on=period.day_before)
    rates = [now.value(COVERAGE_RATE, child.path) for child in now.children]
    rows = [
        [child.name, *_figures(now, before, child.path), place, *_apart(now, child.path)]
        for child, place in zip(now.children, ranks(rates, COVERAGE_RATE.better), strict=True)
    ]
    if now.has_own_line:
        rows.append([_("At this level"), *_figures(now, before, region.path), "", *_apart(now, region.path)])
    total = [_("Total"), *_figures(now, before, None), "", *_apart(now, None)]
    note = _(
        "Covered: with at least one completed station, proven and confirmed; the total is Σ ÷ Σ. "
        "What is reported and not confirmed, or short of proof, is counted apart."
    )
    return Sheet(COLUMNS, rows, total, note)


def _apart(now: Reading, path: str | None) -> list:
    return [now.value(one, path) for one in APART]


def _figures(now: Reading, before: Reading, path: str | None) -> list:
    townships, covered, stations, rate = (now.value(one, path) for one in WANTED)
    rate_before = before.value(COVERAGE_RATE, path)
    covered_before = before.value(TOWNSHIPS_COVERED, path)
    newly = None if covered is None or covered_before is None else covered - covered_before
    return [townships, covered, stations, rate, newly, _points(rate, rate_before)]


def _points(rate: Number | None, before: Number | None) -> Number | None:
    """By how many percentage points the rate changed."""
    return None if rate is None or before is None else (rate - before) * 100


FORM = OfficialForm(
    code="coverage",
    title=_("Bulletin of coverage"),
    lead=_("How many townships have a completed station, what is new in the period, and the ranking."),
    every=MONTH,
    permission="stations.view_station",
    sheet=sheet,
)
