"""The registry of indicators: pages, API, files and published figures all read from it."""

from collections import defaultdict

from core.scope import Anyone
from indicators import agencies, labour, money, people, services, staff, stations, training
from indicators.indicator import Indicator
from regions.models import Region

CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        *stations.INDICATORS,
        *people.INDICATORS,
        *staff.INDICATORS,
        *labour.INDICATORS,
        *agencies.INDICATORS,
        *training.INDICATORS,
        *services.INDICATORS,
        *money.INDICATORS,
    )
}


def find(code: str) -> Indicator | None:
    """The indicator with this code; None where the catalogue has none."""
    return CATALOGUE.get(code)


def codes_by_permission() -> dict[str, list[str]]:
    """Which indicators each permission opens."""
    codes = defaultdict(list)
    for indicator in CATALOGUE.values():
        codes[indicator.permission].append(indicator.code)
    return codes


def open_to(user: Anyone, region: Region) -> list[Indicator]:
    """The indicators whose value for ``region`` may be told to ``user``, in the catalogue's order."""
    return [indicator for indicator in CATALOGUE.values() if indicator.is_open_to(user, region)]
