"""Pages of stations and agencies; the page of one station stands on the reports floor."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.views import ScopedDetailView
from exchange.lists import EditableListView
from regions.models.region import PATH_LENGTH
from stations.filters import AgencyFilterSet, StationFilterSet
from stations.models import Agency, Engagement, Evidence, Station
from stations.tables import AgencyTable, StationTable


class StationListView(EditableListView):
    """The stations in scope."""

    model = Station
    table_class = StationTable
    filterset_class = StationFilterSet
    title = _("Stations")
    lead = _("Social-work service stations of townships and subdistricts")
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


class AgencyDetailView(ScopedDetailView):
    """One agency: who it is, and where in the reader's scope it works."""

    model = Agency
    template_name = "stations/agency_detail.html"
    context_object_name = "agency"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        engagements = Engagement.objects.visible_to(self.request.user).filter(agency=self.object)
        return super().get_context_data(
            is_home=self.object.is_home_for(self.request.user),
            engagements=engagements.for_listing().order_by("-started_on", "station__code"),
            **kwargs,
        )


@require_safe
@permission_required("stations.view_evidence", raise_exception=True)
def evidence_file(request, code):
    """The file itself: always a download, never shown or guessed at by the browser."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), code=code)
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404(_("The file is no longer in the store.")) from missing
    return FileResponse(
        content,
        as_attachment=True,
        filename=evidence.download_name,
        content_type=evidence.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
