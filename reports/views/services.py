"""The page about services: whom nobody serves, professional or voluntary, plan against done."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from core.views import EXPORTS
from indicators.services import SERVICE_RECORDS
from reports.panels.services_overview import ServicesOverview
from reports.views.overview import PlaceView


class ServicesView(PlaceView):
    """The services of ``?region=`` as of ``?on=``; the matrix of groups also as a file with ``?export=``."""

    def check_permission(self):
        if not SERVICE_RECORDS.is_open_to(self.request.user, self.region):
            raise PermissionDenied

    def show(self):
        overview = ServicesOverview(user=self.request.user, region=self.region, on=self.on)
        export = EXPORTS.get(self.request.GET.get("export", ""))
        if export:
            return export(f"groups-{self.region.code}-{self.on}", overview.as_rows())
        context = self.context() | {
            "overview": overview,
            "on": self.on,
            "can_add": self.request.user.has_perm("services.add_servicerecord"),
        }
        return render(self.request, "reports/services/overview.html", context)
