"""Pages of stations and agencies; the page of one stands on the reports floor."""

from django.utils.translation import gettext_lazy as _

from exchange.views.lists import EditableListView
from regions.models.region import PATH_LENGTH
from stations.filters import AgencyFilterSet, StationFilterSet
from stations.models import Agency, Station
from stations.tables import AgencyTable, StationTable


class StationListView(EditableListView):
    """The stations in scope."""

    model = Station
    table_class = StationTable
    filterset_class = StationFilterSet
    title = _("Stations")
    lead = _("Social-work service stations of townships and subdistricts")
    template_name = "stations/station_list.html"
    export_name = "stations"
    resource_name = "stations"

    def get_table_kwargs(self):
        """Whoever sees one county only needs no column for it."""
        paths = self.request.user.paths_for("stations.view_station")
        is_wider = any(len(path) < PATH_LENGTH["county"] for path in paths) or len(paths) > 1
        return {} if is_wider else {"exclude": ("county",)}


class AgencyListView(EditableListView):
    """The agencies at home in scope, and those that work there."""

    model = Agency
    table_class = AgencyTable
    filterset_class = AgencyFilterSet
    title = _("Agencies")
    lead = _("Social-work agencies that run stations or support them")
    export_name = "agencies"
    resource_name = "agencies"
