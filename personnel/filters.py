"""Filters of people, for pages and endpoints alike."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter, YesNoFilter
from personnel.certificate_clock import LAPSED_MONTHS, Status, months_later
from personnel.models import Certificate, Posting, Registration, SocialWorker
from regions.filters import RegionFilterSet
from stations.models import Agency, Station

ENDING, FIRST_DUE, LAPSED = "ending", "first_due", "lapsed"
SOON = timedelta(days=90)
MOST_DAYS = 400


class SocialWorkerFilter(RegionFilterSet):
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
    ends_within = django_filters.NumberFilter(
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
        return queryset.ending_within(int(value), self._day)

    def by_public(self, queryset, name, value):
        return queryset.in_public_employment() if value else queryset.outside_public_employment()


class CertificateFilter(RegionFilterSet):
    """Filters of certificates, by their holders' home region."""

    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))
    issued_by = DayFilter(field_name="issued_on", lookup_expr="lte", label=_("Issued by"))
    on = DayFilter(method="as_of", label=_("As of"))
    status = django_filters.ChoiceFilter(
        method="by_status", choices=Status.choices, label=_("Registration status")
    )
    due = django_filters.ChoiceFilter(
        method="by_due",
        choices=[
            (ENDING, _("registration ends within 90 days")),
            (FIRST_DUE, _("first registration due within 90 days")),
            (LAPSED, _("lapsed more than a year ago")),
        ],
        label=_("Runs out"),
    )

    class Meta:
        model = Certificate
        fields = ["region", "level", "status", "due", "on", "worker", "issued_by"]

    @property
    def day(self):
        """The day as of which the status is told; today unless one is asked for."""
        is_read = self.is_bound and self.form.is_valid()
        return (self.form.cleaned_data.get("on") if is_read else None) or timezone.localdate()

    def as_of(self, queryset, name, value):
        """The day itself leaves out what was issued later."""
        return queryset.issued_by(value)

    def by_status(self, queryset, name, value):
        return queryset.with_status(Status(value), self.day)

    def by_due(self, queryset, name, value):
        last = self.day + SOON
        if value == ENDING:
            return queryset.ending_between(self.day, last)
        if value == LAPSED:
            return queryset.lapsed_before(months_later(self.day, -LAPSED_MONTHS), self.day)
        return queryset.first_due_between(self.day, last)


class RegistrationFilter(RegionFilterSet):
    """Filters of registrations, by the holders' home region."""

    worker = ScopedChoiceFilter(
        field_name="certificate__worker", queryset=SocialWorker.objects.all(), label=_("Social worker")
    )
    valid_on = DayFilter(on_day="valid_on", label=_("Valid on"))

    class Meta:
        model = Registration
        fields = ["region", "worker", "valid_on"]


class PostingFilter(RegionFilterSet):
    """Filters of postings, by the township of the station."""

    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))
    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    on = DayFilter(on_day="on", label=_("On the day"))
    open = YesNoFilter(field_name="ended_on", lookup_expr="isnull", label=_("Still going on"))

    class Meta:
        model = Posting
        fields = ["region", "worker", "station", "on", "open", "employment_type", "role"]
