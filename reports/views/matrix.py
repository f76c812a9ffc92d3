"""The page of the 1138N matrix: filtered, paged, and as a file."""

from http import HTTPStatus
from typing import cast

import django_filters
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.filters import ScopedChoiceFilter
from core.forms import AsOfForm
from core.requests import PageRequest
from core.views import EXPORTS, ScopedMixin
from regions.filters import RegionFilterSet
from reports.panels.matrix import Matrix, county_path
from stations.models import ServiceModel, Stage, Station
from stations.models.station import StationQuerySet

STATIONS_A_PAGE = 50


class MatrixFilterSet(RegionFilterSet):
    """Stations by region, by their stage on the day and by the model they follow."""

    stage = django_filters.ChoiceFilter(field_name="stage_on", label=_("Stage"), choices=Stage.choices)
    service_model = ScopedChoiceFilter(label=_("Service model"), queryset=ServiceModel.objects.all())

    class Meta:
        model = Station
        fields = ["region", "stage", "service_model"]


class DayForm(AsOfForm):
    """The day, drawn like the filters beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["class"] = ""


class MatrixView(ScopedMixin, View):
    """The stations in the plan on the day against their models: ``?on=``, ``?page=``, ``?export=``."""

    request: PageRequest
    model = Station

    def get(self, request):
        today = timezone.localdate()
        form = DayForm(request.GET, today=today)
        on = form.cleaned_data["on"] if form.is_valid() else today
        stations = self.get_queryset().in_plan(on).with_stage_on(on).with_claim(on)
        found = MatrixFilterSet(request.GET, queryset=stations, request=request)
        context = {"form": form, "filter": found, "on": on, "today": today}
        if not (form.is_valid() and found.is_valid()):
            return render(request, "reports/matrix/page.html", context, status=HTTPStatus.BAD_REQUEST)
        stations = (
            cast("StationQuerySet", found.qs)
            .select_related("township", "service_model")
            .order_by("township__path", "code")
        )
        matrix = Matrix(user=request.user, stations=stations, on=on)
        export = EXPORTS.get(request.GET.get("export", ""))
        if export:
            return export(f"model-{on}", matrix.as_rows())
        return render(request, "reports/matrix/page.html", context | self._paged(matrix))

    def _paged(self, matrix) -> dict:
        """The page asked for, or the nearest there is; one station more says where the last page ended."""
        pages = Paginator(matrix.stations, STATIONS_A_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        first = max(page.start_index() - 1, 0)
        lead = 1 if page.has_previous() else 0
        shown = list(matrix.stations[first - lead : first + STATIONS_A_PAGE])
        before = county_path(shown[0]) if lead else None
        return {
            "matrix": matrix,
            "groups": matrix.groups(shown[lead:], before=before),
            "page": page,
            "numbers": pages.get_elided_page_range(page.number),
        }
