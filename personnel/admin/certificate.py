"""Certificates and their registrations in the admin."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from core.admin import ScopedInline
from personnel.admin.at_home import AtHomeAdmin
from personnel.models import Certificate, Registration


def warn_of_unusual_numbers(request, certificates):
    """Say which numbers have another length than most prints; they are kept as they are."""
    for certificate in certificates:
        if not certificate.has_usual_number:
            messages.warning(
                request,
                _("The number of %(certificate)s has not the usual 18 signs; compare it with the print.")
                % {"certificate": certificate},
            )


class CertificateInline(ScopedInline):
    """The certificates of one person."""

    model = Certificate
    fields = ["level", "number", "issued_on"]


class RegistrationInline(ScopedInline):
    """The registrations of one certificate."""

    model = Registration
    fields = ["registered_on", "valid_to"]


@admin.register(Certificate)
class CertificateAdmin(AtHomeAdmin):
    """Certificates of the people at home in scope, with their registrations."""

    list_display = ["number", "worker", "level", "issued_on"]
    list_select_related = ["worker"]
    list_filter = ["level"]
    search_fields = ["number", "worker__name", "worker__code"]
    autocomplete_fields = ["worker"]
    date_hierarchy = "issued_on"
    inlines = [RegistrationInline]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "number" in form.changed_data:
            warn_of_unusual_numbers(request, [obj])
