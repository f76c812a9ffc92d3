"""The list of stations."""

from django.utils.translation import gettext_lazy as _

from exchange.views.lists import EditableListView
from regions.models.region import PATH_LENGTH
from stations.filters.station import StationFilterSet
from stations.models import Station
from stations.tables.station import StationTable


class StationListView(EditableListView):
    """The stations in scope."""

    model = Station
    table_class = StationTable
    filterset_class = StationFilterSet
    title = _("Stations")
    lead = _("Social-work service stations of townships and subdistricts")
    template_name = "stations/station/list.html"
    export_name = "stations"
    resource_name = "stations"
    enter_route = "stations:station-plan"
    enter_label = _("Plan stations")

    def get_table_kwargs(self):
        """Whoever sees one county only needs no column for it."""
        paths = self.request.user.paths_for("stations.view_station")
        is_wider = any(len(path) < PATH_LENGTH["county"] for path in paths) or len(paths) > 1
        return {} if is_wider else {"exclude": ("county",)}
