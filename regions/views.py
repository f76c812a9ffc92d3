"""Pages about divisions; the overview of a region stands on the reports floor."""

from django.utils.translation import gettext_lazy as _

from core.views import ScopedListView
from regions.filters import RegionListFilterSet
from regions.models import Region
from regions.tables import RegionTable


class RegionListView(ScopedListView):
    """The divisions in scope, down to the communities."""

    model = Region
    table_class = RegionTable
    filterset_class = RegionListFilterSet
    title = _("Administrative divisions")
    export_name = "regions"
