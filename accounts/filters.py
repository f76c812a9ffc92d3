"""Filters of the lists of accounts."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Deputy
from core.filters import DayFilter, ScopedFilterSet, SearchFilter


class DeputyFilterSet(ScopedFilterSet):
    """Filters of deputies; ``running`` tells who stood in on a day."""

    q = SearchFilter(label=_("Name, reason or code"))
    running = DayFilter(on_day="running", label=_("Standing in on the day"))

    class Meta:
        model = Deputy
        fields = ["q", "running"]
