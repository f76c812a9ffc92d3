"""Pages of this floor: the overview of a region, the indicators, the published figures."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import View
from django_tables2 import RequestConfig

from core.forms import AsOfForm
from core.views import EXPORTS, ROWS_PER_PAGE, ScopedListView
from indicators.catalogue import find, open_to
from indicators.reading import read
from regions.filters import offered_regions
from reports import places
from reports.breakdown import breakdown
from reports.figures import total_figure
from reports.filters import PublishedFigureFilter
from reports.forms import OverviewForm
from reports.models import PublishedFigure
from reports.monthly.board import latest_month
from reports.overview import FIRST_ON_MAP, Overview
from reports.people_files import NAMING_PEOPLE, note_people
from reports.tables import TABLES, PublishedFigureTable

BOUNDARIES_FRESH_SECONDS = 3600


class RegionView(View):
    """What the records say about one region in scope, as of ``?on=``, with ``?indicator=`` on the map."""

    template_name = "reports/overview.html"

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
            return render(request, "reports/no_region.html")
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
            return render(request, "reports/no_region.html")
        self.region = places.region_in_scope(request.user, wanted) if wanted else own[0]
        self.today = timezone.localdate()
        self.form = self.make_form()
        self.refuse_unless_told()
        if not self.form.is_valid():
            return render(request, "reports/day_unclear.html", self.context(), status=HTTPStatus.BAD_REQUEST)
        self.on = self.form.cleaned_data["on"]
        return self.show()

    def make_form(self):
        """What the page is asked for besides the region."""
        return AsOfForm(self.request.GET, today=self.today)

    def refuse_unless_told(self):
        """Raise 404 or 403 where the user may not be told what the page says."""

    def context(self) -> dict:
        offered = offered_regions(self.request.user, self.region.code)
        return {"region": self.region, "form": self.form, "today": self.today, "offered": offered}


class IndicatorListView(PlaceView):
    """The catalogue: every indicator the user may be told for the region, with formula and value."""

    def show(self):
        told = open_to(self.request.user, self.region)
        reading = read(told, user=self.request.user, region=self.region, on=self.on)
        figures = [total_figure(reading, indicator) for indicator in told]
        context = self.context() | {"figures": figures, "on": self.on}
        return render(self.request, "reports/indicator_list.html", context)


class IndicatorView(PlaceView):
    """A page about one indicator of the catalogue."""

    @cached_property
    def indicator(self):
        return find(self.kwargs["code"])

    def refuse_unless_told(self):
        if self.indicator is None:
            raise Http404
        if not self.indicator.is_open_to(self.request.user, self.region):
            raise PermissionDenied

    def context(self):
        return super().context() | {"indicator": self.indicator}


class IndicatorDetailView(IndicatorView):
    """One indicator over the regions right below: on the page, or as a file with ``?export=``."""

    def show(self):
        reading = read([self.indicator], user=self.request.user, region=self.region, on=self.on)
        table = breakdown(reading, self.indicator)
        export = EXPORTS.get(self.request.GET.get("export", ""))
        if export:
            return export(f"{self.indicator.code}-{self.region.code}-{self.on}", table.as_rows())
        context = self.context() | {"table": table, "on": self.on}
        return render(self.request, "reports/indicator_detail.html", context)


class IndicatorRowsView(IndicatorView):
    """Exactly the rows an indicator counts, where no other list of the portal shows them.

    As a file with ``?export=``; rows that name people by POST, which is noted in the access log.
    """

    def post(self, request, **kwargs):
        return self.get(request, **kwargs)

    def show(self):
        if self.indicator.rows:
            return self._elsewhere()
        rows = self.indicator.counted.rows_for(self.request.user, self.region, self.on)
        names_people = rows.model in NAMING_PEOPLE
        if self.request.method == "POST" and not names_people:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        table = TABLES[rows.model](rows.for_listing())
        asked = self.request.POST if names_people else self.request.GET
        export = EXPORTS.get(asked.get("export", ""))
        RequestConfig(self.request, paginate=not export and {"per_page": ROWS_PER_PAGE}).configure(table)
        if export:
            mark = self._noted(rows) if names_people else ""
            name = f"{self.indicator.code}-{self.region.code}-{self.on}"
            return export(name, table.as_values(), watermark=mark)
        context = self.context() | {"table": table, "on": self.on, "is_noted": names_people}
        return render(self.request, "reports/indicator_rows.html", context)

    def _elsewhere(self):
        if self.request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return HttpResponseRedirect(self.indicator.rows_url(self.region, self.on))

    def _noted(self, rows) -> str:
        return note_people(self.request, persons=rows.count(), region=self.region)


class PublishedFigureListView(ScopedListView):
    """What was published about the regions in scope."""

    model = PublishedFigure
    table_class = PublishedFigureTable
    filterset_class = PublishedFigureFilter
    title = _("Published figures")
    export_name = "published-figures"
