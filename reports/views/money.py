"""The page about the money of a region."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from core.views import EXPORTS
from indicators.money import ALLOCATED
from reports.panels.money_overview import MoneyOverview
from reports.views.overview import PlaceView


class MoneyPlaceView(PlaceView):
    """A page about money, for whoever may see allocations there."""

    def check_permission(self):
        if not ALLOCATED.is_open_to(self.request.user, self.region):
            raise PermissionDenied


class MoneyView(MoneyPlaceView):
    """The money of ``?region=`` as of ``?on=``; sources and uses also as a file with ``?export=``."""

    def show(self):
        overview = MoneyOverview(user=self.request.user, region=self.region, on=self.on)
        export = EXPORTS.get(self.request.GET.get("export", ""))
        if export:
            return export(f"money-{self.region.code}-{self.on}", overview.as_rows())
        context = self.context() | {"overview": overview, "on": self.on}
        return render(self.request, "reports/money/overview.html", context)
