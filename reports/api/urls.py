"""Endpoints of this floor."""

from rest_framework.viewsets import ViewSetMixin

from reports.api.views import (
    IndicatorViewSet,
    MonthlyReturnViewSet,
    PublishedFigureViewSet,
    ReturnRuleViewSet,
)

routes: list[tuple[str, type[ViewSetMixin]]] = [
    ("indicators", IndicatorViewSet),
    ("published-figures", PublishedFigureViewSet),
    ("monthly-returns", MonthlyReturnViewSet),
    ("return-rules", ReturnRuleViewSet),
]
