"""Which founders of agencies are asked for."""

from personnel.models import (
    AgencyFounder,
)
from regions.filters import RegionFilterSet


class AgencyFounderFilterSet(RegionFilterSet):
    """Filters of founders, by the home region of their agency."""

    class Meta:
        model = AgencyFounder
        fields = ["region"]
