"""The indicators: what they are, how they stand, the rows behind them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy
from django_tables2 import RequestConfig

from core.tables import ROWS_PER_PAGE
from core.texts import Text
from core.views import EXPORTS
from indicators.catalogue import find, open_to
from indicators.indicator import ALL, COUNTED, REST
from indicators.reading import read
from reports.panels.breakdown import breakdown
from reports.panels.figures import total_figure
from reports.panels.people_files import NAMING_PEOPLE, note_people
from reports.tables import TABLES
from reports.views.overview import PlaceView
from stations.models import Station

TABS = {
    COUNTED: pgettext_lazy("rows", "Counted"),
    REST: pgettext_lazy("rows", "Not counted"),
    ALL: pgettext_lazy("rows", "All"),
}


def row_tabs(indicator, region, on) -> list[tuple[str, Text, str]]:
    """The lists of a ratio's rows, each with its name and address: counted, not counted, all."""
    which = indicator.which()
    if len(which) == 1 or indicator.value.bottom.source.model not in TABLES:
        return []
    return [(one, TABS[one], indicator.rows_url(region, on, one)) for one in which]


class IndicatorListView(PlaceView):
    """The catalogue: every indicator the user may be told for the region, with formula and value."""

    def show(self):
        indicators = open_to(self.request.user, self.region)
        reading = read(indicators, user=self.request.user, region=self.region, on=self.on)
        figures = [total_figure(reading, indicator) for indicator in indicators]
        context = self.context() | {"figures": figures, "on": self.on}
        return render(self.request, "reports/indicator/list.html", context)


class IndicatorView(PlaceView):
    """A page about one indicator of the catalogue."""

    @cached_property
    def indicator(self):
        return find(self.kwargs["code"])

    def check_permission(self):
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
        tabs = row_tabs(self.indicator, self.region, self.on)
        context = self.context() | {"table": table, "on": self.on, "tabs": tabs}
        return render(self.request, "reports/indicator/detail.html", context)


class IndicatorRowsView(IndicatorView):
    """Exactly the rows an indicator counts, where no other list of the portal shows them.

    As a file with ``?export=``; rows that name people by POST, which is noted in the access log.
    """

    @property
    def which(self) -> str:
        """Which rows are asked for; those counted where nothing else is."""
        which = self.request.GET.get("rows", COUNTED)
        if which not in self.indicator.which():
            raise Http404
        return which

    def post(self, request, **kwargs):
        return self.get(request, **kwargs)

    def show(self):
        if self.indicator.rows and self.which == COUNTED:
            return self._elsewhere()
        rows = self.indicator.rows_for(self.request.user, self.region, self.on, self.which)
        if rows.model not in TABLES:
            raise Http404
        if rows.model is Station:
            # The list says how far each had come, whatever the figure asks of it.
            rows = rows.with_stage_on(self.on)
        names_people = rows.model in NAMING_PEOPLE
        if self.request.method == "POST" and not names_people:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        table = TABLES[rows.model](rows.for_listing())
        asked = self.request.POST if names_people else self.request.GET
        export = EXPORTS.get(asked.get("export", ""))
        RequestConfig(self.request, paginate=not export and {"per_page": ROWS_PER_PAGE}).configure(table)
        if export:
            mark = self._noted(rows) if names_people else ""
            name = f"{self.indicator.code}-{self.which}-{self.region.code}-{self.on}"
            return export(name.replace(f"-{COUNTED}", ""), table.as_values(), watermark=mark)
        context = self.context() | {
            "table": table,
            "on": self.on,
            "is_noted": names_people,
            "tabs": row_tabs(self.indicator, self.region, self.on),
            "which": self.which,
        }
        return render(self.request, "reports/indicator/rows.html", context)

    def _elsewhere(self):
        if self.request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return HttpResponseRedirect(self.indicator.rows_url(self.region, self.on))

    def _noted(self, rows) -> str:
        return note_people(self.request, persons=rows.count(), region=self.region)
