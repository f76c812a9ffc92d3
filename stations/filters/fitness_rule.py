"""Which rules of fitness are asked for."""

from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedFilterSet
from stations.models import FitnessRule


class FitnessRuleFilterSet(ScopedFilterSet):
    """Filters of fitness rules."""

    in_force_on = DayFilter(on_day="in_force", label=_("In force on the day"))

    class Meta:
        model = FitnessRule
        fields = ["in_force_on"]
