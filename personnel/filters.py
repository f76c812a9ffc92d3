"""Filters of people, for pages and endpoints alike."""

import django_filters
from django.forms import DateInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import ScopedChoiceFilter
from personnel.models import Certificate, Posting, Registration, SocialWorker
from regions.filters import RegionFilterSet
from stations.models import Agency, Station


class DayFilter(django_filters.DateFilter):
    """A day, chosen from a calendar."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SocialWorkerFilter(RegionFilterSet):
    """Filters of social workers. The region is the home region, as the figures count.

    ``level`` asks for the highest level: on the day of ``certified_on`` if given, else today.
    """

    q = django_filters.CharFilter(
        method="by_text",
        label=_("Search"),
        help_text=_("Name, code, pinyin, initials, or a whole certificate number"),
    )
    certified_on = DayFilter(method="by_certified", label=_("Certified on"))
    level = django_filters.TypedChoiceFilter(
        method="by_level", choices=Certificate.Level.choices, coerce=int, label=_("Highest level")
    )
    employer_type = django_filters.ChoiceFilter(
        choices=SocialWorker.EmployerType.choices, label=_("Employer type")
    )
    public = django_filters.BooleanFilter(method="by_public", label=_("Public employee"))
    posted_on = DayFilter(method="by_posted", label=_("Posted on"))
    full_time_on = DayFilter(method="by_full_time", label=_("Posted full-time on"))
    agency = ScopedChoiceFilter(queryset=Agency.objects.all(), label=_("Agency"))

    class Meta:
        model = SocialWorker
        fields = ["q", "region", "certified_on", "level", "employer_type", "public"]

    def by_text(self, queryset, name, value):
        return queryset.search(value)

    def by_certified(self, queryset, name, value):
        return queryset.certified(value)

    def by_level(self, queryset, name, value):
        day = self.form.cleaned_data.get("certified_on") or timezone.localdate()
        return queryset.with_level(day).filter(level=value)

    def by_public(self, queryset, name, value):
        return queryset.in_public_employment() if value else queryset.outside_public_employment()

    def by_posted(self, queryset, name, value):
        return queryset.posted(value)

    def by_full_time(self, queryset, name, value):
        return queryset.full_time(value)


class CertificateFilter(RegionFilterSet):
    """Filters of certificates, by their holders' home region."""

    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))
    issued_by = DayFilter(field_name="issued_on", lookup_expr="lte", label=_("Issued by"))

    class Meta:
        model = Certificate
        fields = ["region", "worker", "level", "issued_by"]


class RegistrationFilter(RegionFilterSet):
    """Filters of registrations, by the holders' home region."""

    worker = ScopedChoiceFilter(
        field_name="certificate__worker", queryset=SocialWorker.objects.all(), label=_("Social worker")
    )
    valid_on = DayFilter(method="by_valid", label=_("Valid on"))

    class Meta:
        model = Registration
        fields = ["region", "worker", "valid_on"]

    def by_valid(self, queryset, name, value):
        return queryset.valid_on(value)


class PostingFilter(RegionFilterSet):
    """Filters of postings, by the township of the station."""

    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))
    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    on = DayFilter(method="by_day", label=_("On the day"))
    open = django_filters.BooleanFilter(
        field_name="ended_on", lookup_expr="isnull", label=_("Still going on")
    )

    class Meta:
        model = Posting
        fields = ["region", "worker", "station", "on", "open", "employment_type", "role"]

    def by_day(self, queryset, name, value):
        return queryset.on(value)
