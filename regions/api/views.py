"""Divisions over the API."""

from core.api import ReadOnlyViewSet
from regions.api.serializers import RegionSerializer
from regions.filters import RegionListFilterSet
from regions.models import Region


class RegionViewSet(ReadOnlyViewSet):
    """Administrative divisions in scope."""

    model = Region
    queryset = Region.objects.none()
    serializer_class = RegionSerializer
    filterset_class = RegionListFilterSet
