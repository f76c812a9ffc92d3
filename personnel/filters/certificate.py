"""Which certificates and registrations are asked for."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import months_later
from core.filters import DayFilter, ScopedChoiceFilter
from personnel.filters.social_worker import ENDING, FIRST_DUE, LAPSED, SOON
from personnel.models import Certificate, Registration, SocialWorker
from personnel.rules.certificate_clock import LAPSED_MONTHS, Status
from regions.filters import RegionFilterSet


class CertificateFilterSet(RegionFilterSet):
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


class RegistrationFilterSet(RegionFilterSet):
    """Filters of registrations, by the holders' home region."""

    worker = ScopedChoiceFilter(
        field_name="certificate__worker", queryset=SocialWorker.objects.all(), label=_("Social worker")
    )
    valid_on = DayFilter(on_day="on", label=_("Valid on"))

    class Meta:
        model = Registration
        fields = ["region", "worker", "valid_on"]
