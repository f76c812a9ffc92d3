"""Which hours of continuing education are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter
from personnel.models import (
    EducationCredit,
)
from regions.filters import RegionFilterSet


class EducationCreditFilterSet(RegionFilterSet):
    """Filters of education credits, by the home region of the person."""

    worker = django_filters.CharFilter(field_name="worker__code", label=_("Code of the person"))
    earned_from = DayFilter(field_name="earned_on", lookup_expr="gte", label=_("Earned from"))
    earned_to = DayFilter(field_name="earned_on", lookup_expr="lte", label=_("Earned until"))

    class Meta:
        model = EducationCredit
        fields = ["region", "worker", "status", "source", "earned_from", "earned_to"]
