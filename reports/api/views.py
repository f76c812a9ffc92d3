"""Indicators, published figures and monthly returns over the API."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from core.api import refuse_unknown
from core.forms import AsOfForm
from core.renderers import JSONRenderer
from exchange.api.verbs import WhyBodySerializer, verb
from exchange.api.views import ActionViewSet, ListCreateViewSet
from indicators.catalogue import find, open_to
from indicators.reading import read
from reports.api import verbs
from reports.api.formats import SdmxRenderer, TableRenderer
from reports.api.periods import last_day_of
from reports.api.serializers import (
    BreakdownSerializer,
    CatalogueSerializer,
    MonthlyReturnSerializer,
    PublishedFigureSerializer,
    ReturnRuleSerializer,
)
from reports.filters import MonthlyReturnFilterSet, PublishedFigureFilterSet
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule
from reports.panels import places
from reports.panels.breakdown import breakdown
from reports.panels.figures import Figure, total_figure
from reports.resources import PublishedFigureResource, ReturnRuleResource

PLACE = [
    OpenApiParameter("region", str, description="Code of a region in scope; by default the reader's own."),
    OpenApiParameter("as_of", OpenApiTypes.DATE, description="As-of day; by default today."),
    OpenApiParameter("on", OpenApiTypes.DATE, description="The same as `as_of`."),
    OpenApiParameter(
        "period",
        {"type": "string", "pattern": "^2[0-9]{3}(-(Q[1-4]|0[1-9]|1[0-2]))?$"},
        description="A year, quarter or month, such as 2022, 2022-Q4 or 2022-12: the values on its last day.",
    ),
    OpenApiParameter(
        "format", str, enum=["json", "csv", "sdmx-json"], description="What `Accept` says otherwise."
    ),
]
DAYS = ("as_of", "on", "period")


class PublishedFigureViewSet(ListCreateViewSet):
    """What was published about the regions in scope."""

    model = PublishedFigure
    queryset = PublishedFigure.objects.none()
    serializer_class = PublishedFigureSerializer
    filterset_class = PublishedFigureFilterSet
    resource = PublishedFigureResource()


class MonthlyReturnViewSet(ActionViewSet):
    """The monthly returns of the counties in scope."""

    model = MonthlyReturn
    queryset = MonthlyReturn.objects.none()
    serializer_class = MonthlyReturnSerializer
    filterset_class = MonthlyReturnFilterSet
    request_serializer_class = verbs.NewReturnBodySerializer
    create_action = staticmethod(verbs.begin_return)
    answer_questions = verb(
        "answer_questions", verbs.answer, verbs.ReturnAnswersBodySerializer, path="answer"
    )
    submit = verb("submit", verbs.submit, permission="submit")
    send_back = verb("send_back", verbs.send_back, WhyBodySerializer, permission="approve", path="return")
    approve = verb("approve", verbs.approve, permission="approve")
    reopen = verb("reopen", verbs.reopen, WhyBodySerializer, permission="approve")


class ReturnRuleViewSet(ListCreateViewSet):
    """By when returns are due, kept by the city."""

    model = ReturnRule
    queryset = ReturnRule.objects.none()
    serializer_class = ReturnRuleSerializer
    resource = ReturnRuleResource()


class IndicatorViewSet(viewsets.ViewSet):
    """The catalogue of indicators with their values for a region on a day."""

    lookup_field = "code"
    lookup_value_regex = "[a-z0-9_]+"
    renderer_classes = [JSONRenderer, TableRenderer, SdmxRenderer]
    schema_serializers = {"list": CatalogueSerializer, "retrieve": BreakdownSerializer}
    schema_parameters = PLACE

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, {"region", "format", *DAYS})

    def list(self, request):
        """Every indicator the reader may be told for the region."""
        region, on = self._place()
        indicators = open_to(request.user, region)
        reading = read(indicators, user=request.user, region=region, on=on)
        figures = [self._figure(total_figure(reading, indicator)) for indicator in indicators]
        return Response(CatalogueSerializer({"region": region.code, "on": on, "indicators": figures}).data)

    def retrieve(self, request, code):
        """One indicator for the region and for those right below it."""
        region, on = self._place()
        indicator = find(code)
        if indicator is None:
            raise Http404
        if not indicator.is_open_to(request.user, region):
            raise PermissionDenied
        reading = read([indicator], user=request.user, region=region, on=on)
        table = breakdown(reading, indicator)
        children = [
            {
                "region": detail.line.region.code if detail.line.region else None,
                "name": detail.line.name,
                "rank": detail.line.rank,
                "value": indicator.unit.exact(detail.figure.value),
            }
            for detail in table.details
        ]
        answer = self._figure(table.total.figure) | {"region": region.code, "on": on, "children": children}
        return Response(BreakdownSerializer(answer).data)

    def _place(self):
        """The region and the day asked for; 404 out of scope, 400 for a day that makes no sense."""
        user, asked = self.request.user, self.request.query_params
        own = [] if "region" in asked else places.own_regions(user)[:1]
        region = own[0] if own else places.region_in_scope(user, asked.get("region", ""))
        form = AsOfForm({"on": self._day()}, today=timezone.localdate())
        if not form.is_valid():
            raise serializers.ValidationError(cast("Any", form.errors))
        return region, form.cleaned_data["on"]

    def _day(self):
        """The day that is asked for, in one of three ways; none means today."""
        asked = self.request.query_params
        given = [name for name in DAYS if name in asked]
        if len(given) > 1:
            sentence = _("Ask for one day: by as_of or by period.")
            raise serializers.ValidationError({given[1]: [sentence]})
        if given == ["period"]:
            return last_day_of(asked["period"])
        return asked[given[0]] if given else None

    def _figure(self, figure: Figure) -> dict:
        indicator = figure.indicator
        return {
            "code": indicator.code,
            "label": indicator.label,
            "unit": indicator.unit.name,
            "formula": indicator.formula,
            "rollup": indicator.rollup,
            "value": indicator.unit.exact(figure.value),
            "rows": self.request.build_absolute_uri(figure.url),
        }
