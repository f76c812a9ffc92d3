"""The overview of a region."""

from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import View

from core.forms import AsOfForm
from indicators.catalogue import open_to
from regions.filters import offered_regions
from reports.forms.period import OverviewForm
from reports.monthly.board import latest_month
from reports.panels import places
from reports.panels.overview import FIRST_ON_MAP, Overview

BOUNDARIES_FRESH_SECONDS = 3600


class RegionView(View):
    """What the records say about one region in scope, as of ``?on=``, with ``?indicator=`` on the map."""

    template_name = "reports/overview/page.html"

    def get(self, request, code):
        return self.show(places.region_in_scope(request.user, code))

    def show(self, region):
        user = self.request.user
        today = timezone.localdate()
        form = OverviewForm(self.request.GET, today=today, indicators=open_to(user, region))
        context = {
            "region": region,
            "way_down": places.way_down(user, region),
            "own_regions": places.own_regions(user),
            "form": form,
            "today": today,
        }
        if not form.is_valid():
            return self._render(context, status=HTTPStatus.BAD_REQUEST)
        chosen = form.cleaned_data["indicator"] or FIRST_ON_MAP
        overview = Overview(user=user, region=region, on=form.cleaned_data["on"], chosen=chosen)
        return self._render(context | {"overview": overview, "returns": latest_month(user, region, today)})

    def _render(self, context, status=HTTPStatus.OK):
        return render(self.request, self.template_name, context, status=status)


class OverviewView(RegionView):
    """The overview of the user's own region; with several the first, with none whom to ask."""

    def get(self, request):
        own = places.own_regions(request.user)
        if not own:
            return render(request, "reports/overview/no_region.html")
        return self.show(own[0])


@require_safe
def boundaries(request, code):
    """The outlines of the divisions right below a region in scope, as GeoJSON."""
    region = places.region_in_scope(request.user, code)
    response = JsonResponse(places.feature_collection(request.user, region))
    response["Cache-Control"] = f"private, max-age={BOUNDARIES_FRESH_SECONDS}"
    return response


class PlaceView(View):
    """A page about a region named by ``?region=`` (else the user's own), as of ``?on=``."""

    def get(self, request, **kwargs):
        wanted = request.GET.get("region", "")
        own = places.own_regions(request.user)
        if not (wanted or own):
            return render(request, "reports/overview/no_region.html")
        self.region = places.region_in_scope(request.user, wanted) if wanted else own[0]
        self.today = timezone.localdate()
        self.form = self.make_form()
        self.check_permission()
        if not self.form.is_valid():
            return render(
                request, "reports/overview/day_unclear.html", self.context(), status=HTTPStatus.BAD_REQUEST
            )
        self.on = self.form.cleaned_data["on"]
        return self.show()

    def make_form(self):
        """What the page is asked for besides the region."""
        return AsOfForm(self.request.GET, today=self.today)

    def check_permission(self):
        """Raise 404 or 403 where the user may not be told what the page says."""

    def context(self) -> dict:
        offered = offered_regions(self.request.user, self.region.code)
        return {"region": self.region, "form": self.form, "today": self.today, "offered": offered}
