"""Endpoints of this floor."""

from reports.api.views import (
    IndicatorViewSet,
    MonthlyReturnViewSet,
    PublishedFigureViewSet,
    ReturnRuleViewSet,
)

routes = [
    ("indicators", IndicatorViewSet),
    ("published-figures", PublishedFigureViewSet),
    ("monthly-returns", MonthlyReturnViewSet),
    ("return-rules", ReturnRuleViewSet),
]
