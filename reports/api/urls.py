"""Endpoints of this floor."""

from reports.api.views import IndicatorViewSet, PublishedFigureViewSet

routes = [("indicators", IndicatorViewSet), ("published-figures", PublishedFigureViewSet)]
