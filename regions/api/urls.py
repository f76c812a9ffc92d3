"""Endpoints of this floor."""

from regions.api.views import RegionViewSet

routes = [("regions", RegionViewSet)]
