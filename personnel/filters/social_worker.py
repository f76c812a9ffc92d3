"""Which social workers are asked for."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter, WholeNumberFilter, YesNoFilter
from personnel.models import Certificate, SocialWorker
from personnel.rules.certificate_clock import Status
from regions.filters import RegionFilterSet
from stations.models import Agency

ENDING, FIRST_DUE, LAPSED = "ending", "first_due", "lapsed"


SOON = timedelta(days=90)


MOST_DAYS = 400


class SocialWorkerFilterSet(RegionFilterSet):
    """Filters of social workers. The region is the home region, as the figures count.

    ``level`` asks for the highest level: on the day of ``certified_on`` if given, else today.
    """

    q = SearchFilter(
        label=_("Search"),
        help_text=_("Name, code, pinyin, initials, or a whole certificate number"),
    )
    certified_on = DayFilter(on_day="certified", label=_("Certified on"))
    level = django_filters.ChoiceFilter(
        method="by_level", choices=Certificate.Level.choices, label=_("Highest level")
    )
    employer_type = django_filters.ChoiceFilter(
        choices=SocialWorker.EmployerType.choices, label=_("Employer type")
    )
    public = YesNoFilter(method="by_public", label=_("Public employee"))
    practising = YesNoFilter(method="by_practising", label=_("Practising"))
    clock = django_filters.ChoiceFilter(
        method="by_clock", choices=Status.choices, label=_("Registration of the highest certificate")
    )
    ends_within = WholeNumberFilter(
        method="by_end", label=_("Registration ends within days"), min_value=0, max_value=MOST_DAYS
    )
    posted_on = DayFilter(on_day="posted", label=_("At a post on"))
    full_time_on = DayFilter(on_day="full_time", label=_("Posted full-time on"))
    agency = ScopedChoiceFilter(queryset=Agency.objects.all(), label=_("Agency"))

    class Meta:
        model = SocialWorker
        fields = ["q", "region", "certified_on", "level", "employer_type", "public"]

    @property
    def _day(self):
        return self.form.cleaned_data.get("certified_on") or timezone.localdate()

    def by_level(self, queryset, name, value):
        return queryset.with_level(self._day).filter(level=value)

    def by_practising(self, queryset, name, value):
        practising = queryset.practising(self._day)
        return practising if value else queryset.exclude(pk__in=practising.values("pk"))

    def by_clock(self, queryset, name, value):
        return queryset.with_clock_status(Status(value), self._day)

    def by_end(self, queryset, name, value):
        return queryset.ending_within(value, self._day)

    def by_public(self, queryset, name, value):
        return queryset.in_public_employment() if value else queryset.outside_public_employment()
