"""What the chart script draws: an indicator over the regions right below, as a map or as bars."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from core import figures
from indicators.indicator import Indicator
from indicators.reading import Reading
from indicators.units import Kind
from reports.panels.apart import Apart
from reports.panels.figures import child_figures

PLACES = {Kind.COUNT: 0, Kind.SHARE: 1}


def chart_data(
    reading: Reading,
    indicator: Indicator,
    *,
    drawn: dict[str, str],
    query: str,
    apart: Mapping[str, Sequence[Apart]] | None = None,
) -> dict:
    """The values as plain data; ``drawn`` holds the codes that have an outline, ``query`` what links keep.

    ``apart`` are the stations that do not count, by the path of the child.
    """
    said = apart or {}
    unit = indicator.unit
    return {
        "title": str(indicator.label),
        "unit": str(unit.name),
        "places": PLACES.get(unit.kind, 2),
        "unknown": figures.DASH,
        "isBetterDown": indicator.better == "down",
        "boundaries": boundaries_url(reading.region) if drawn else "",
        "name": f"region-{reading.region.code}",
        "regions": [
            {
                "code": child.code,
                "name": child.name,
                "value": None if figure.value is None else round(float(figure.value / unit.scale), 4),
                "text": f"{figure.text} {figure.unit}".strip(),
                "sign": " ".join(f"{one.sign}{one.number}" for one in said.get(child.path, ())),
                "apart": " · ".join(map(str, said.get(child.path, ()))),
                "url": f"{child.get_absolute_url()}?{query}",
            }
            for child, figure in zip(reading.children, child_figures(reading, indicator), strict=True)
        ],
    }


def boundaries_url(region) -> str:
    return reverse("reports:region-boundaries", args=[region.code])
