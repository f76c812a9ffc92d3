"""Certificates and their registrations in the admin."""

from django.contrib import admin

from core.admin import ScopedInline
from personnel.admin.at_home import AtHomeAdmin
from personnel.forms import CertificateNumberForm
from personnel.models import Certificate, Registration
from personnel.notices import warn_of_unusual_numbers


class CertificateInline(ScopedInline):
    """The certificates of one person; a number is typed and then shown masked."""

    model = Certificate
    form = CertificateNumberForm
    fields = ["level", "number", "number_masked", "issued_on"]
    readonly_fields = ["number_masked"]


class RegistrationInline(ScopedInline):
    """The registrations of one certificate."""

    model = Registration
    fields = ["registered_on", "valid_to"]


@admin.register(Certificate)
class CertificateAdmin(AtHomeAdmin):
    """Certificates of the people at home in scope, with their registrations.

    A number is typed and then shown masked, here and in the versions: in clear it is shown on the
    person's page alone, with a reason and an entry in the log.
    """

    form = CertificateNumberForm
    fields = ["worker", "level", "number", "number_masked", "issued_on"]
    readonly_fields = ["number_masked"]
    list_display = ["number_masked", "worker", "level", "issued_on"]
    list_select_related = ["worker"]
    list_filter = ["level"]
    search_fields = ["=number", "worker__name", "worker__code"]
    autocomplete_fields = ["worker"]
    date_hierarchy = "issued_on"
    inlines = [RegistrationInline]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "number" in form.changed_data:
            warn_of_unusual_numbers(request, [obj])
