"""Endpoints of this floor."""

from exchange.api.feed import ChangeViewSet

routes = [("changes", ChangeViewSet)]
