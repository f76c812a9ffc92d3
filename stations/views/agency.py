"""The list of agencies."""

from django.utils.translation import gettext_lazy as _

from exchange.views.lists import EditableListView
from stations.filters.agency import AgencyFilterSet
from stations.models import Agency
from stations.tables.agency import AgencyTable


class AgencyListView(EditableListView):
    """The agencies at home in scope, and those that work there."""

    model = Agency
    table_class = AgencyTable
    filterset_class = AgencyFilterSet
    title = _("Agencies")
    lead = _("Social-work agencies that run stations or support them")
    export_name = "agencies"
    resource_name = "agencies"
