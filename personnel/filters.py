"""Filters of people, for pages and endpoints alike."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter, YesNoFilter
from personnel.models import Certificate, Posting, Registration, SocialWorker
from regions.filters import RegionFilterSet
from stations.models import Agency, Station


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
    posted_on = DayFilter(on_day="posted", label=_("At a post on"))
    full_time_on = DayFilter(on_day="full_time", label=_("Posted full-time on"))
    agency = ScopedChoiceFilter(queryset=Agency.objects.all(), label=_("Agency"))

    class Meta:
        model = SocialWorker
        fields = ["q", "region", "certified_on", "level", "employer_type", "public"]

    def by_level(self, queryset, name, value):
        day = self.form.cleaned_data.get("certified_on") or timezone.localdate()
        return queryset.with_level(day).filter(level=value)

    def by_public(self, queryset, name, value):
        return queryset.in_public_employment() if value else queryset.outside_public_employment()


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
