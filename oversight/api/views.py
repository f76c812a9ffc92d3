"""Oversight over the API, for reading."""

from core.api import ScopedViewSet
from exchange.api.views import ChangedViewSet
from oversight.api import rules
from oversight.api.serializers import FindingSerializer, InspectionSerializer, PatternRuleSerializer
from oversight.filters import FindingFilter, InspectionFilter
from oversight.models import Finding, Inspection, PatternRule


class InspectionViewSet(ScopedViewSet):
    """The checks in scope."""

    model = Inspection
    queryset = Inspection.objects.none()
    serializer_class = InspectionSerializer
    filterset_class = InspectionFilter


class FindingViewSet(ScopedViewSet):
    """The findings in scope."""

    model = Finding
    queryset = Finding.objects.none()
    serializer_class = FindingSerializer
    filterset_class = FindingFilter

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("station", "agency", "contract", "allocation", "expenditure", "course")


class PatternRuleViewSet(ChangedViewSet):
    """The patterns that are looked for; the portal brings them, the city sets from what on they list."""

    model = PatternRule
    queryset = PatternRule.objects.none()
    serializer_class = PatternRuleSerializer
    change_body = rules.PatternRuleBody
    change = staticmethod(rules.change_rule)
