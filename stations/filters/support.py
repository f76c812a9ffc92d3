"""Which supports of incubations are asked for."""

from regions.filters import RegionFilterSet
from stations.models import Support


class SupportFilterSet(RegionFilterSet):
    """Filters of support, by the home region of the agency."""

    class Meta:
        model = Support
        fields = ["region", "kind"]
