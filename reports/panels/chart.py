"""What the chart script draws: an indicator over the regions right below, as a map or as bars."""

from django.urls import reverse

from core import figures
from indicators.indicator import Indicator
from indicators.reading import Reading
from indicators.units import Kind
from reports.panels.figures import child_figures

PLACES = {Kind.COUNT: 0, Kind.SHARE: 1}


def chart_data(reading: Reading, indicator: Indicator, *, drawn: dict[str, str], query: str) -> dict:
    """The values as plain data; ``drawn`` holds the codes that have an outline, ``query`` what links keep."""
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
                "url": f"{child.get_absolute_url()}?{query}",
            }
            for child, figure in zip(reading.children, child_figures(reading, indicator), strict=True)
        ],
    }


def boundaries_url(region) -> str:
    return reverse("reports:region-boundaries", args=[region.code])
