"""Divisions over the API."""

from core.api import ScopedViewSet
from regions.api.serializers import RegionSerializer
from regions.filters import RegionListFilter
from regions.models import Region


class RegionViewSet(ScopedViewSet):
    """Administrative divisions in scope."""

    model = Region
    queryset = Region.objects.none()
    serializer_class = RegionSerializer
    filterset_class = RegionListFilter
