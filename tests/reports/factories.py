"""Published figures for tests."""

from datetime import date
from decimal import Decimal

from reports.models import PublishedFigure


def make_published_figure(region, **overrides) -> PublishedFigure:
    """49 completed stations as of mid-2022, as the study says."""
    values = {
        "indicator": "stations_completed",
        "region": region,
        "value": Decimal(49),
        "as_of": date(2022, 6, 30),
        "source": "《衡水市社会工作服务站建设路径研究》",
    }
    figure = PublishedFigure(**values | overrides)
    figure.full_clean()
    figure.save()
    return figure
