"""Certificates and their registrations in the admin."""

from django.contrib import admin

from core.admin import ScopedInline
from personnel.admin.at_home import AtHomeAdmin
from personnel.disclosure import REVEAL
from personnel.models import Certificate, Registration
from personnel.notices import warn_of_unusual_numbers


class CertificateInline(ScopedInline):
    """The certificates of one person."""

    model = Certificate
    readonly_fields = ["number_masked"]

    def get_fields(self, request, obj=None):
        """The form holds the number in clear, so only where numbers may be seen so."""
        is_open = request.user.has_perm(REVEAL)
        return ["level", "number" if is_open else "number_masked", "issued_on"]

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm(REVEAL) and super().has_add_permission(request, obj)


class RegistrationInline(ScopedInline):
    """The registrations of one certificate."""

    model = Registration
    fields = ["registered_on", "valid_to"]


@admin.register(Certificate)
class CertificateAdmin(AtHomeAdmin):
    """Certificates of the people at home in scope, with their registrations.

    Form and history hold numbers in clear, so it is for accounts that may see numbers so.
    """

    list_display = ["number_masked", "worker", "level", "issued_on"]
    list_select_related = ["worker"]
    list_filter = ["level"]
    search_fields = ["number", "worker__name", "worker__code"]
    autocomplete_fields = ["worker"]
    date_hierarchy = "issued_on"
    inlines = [RegistrationInline]

    def _allowed(self, request, action, obj):
        return request.user.has_perm(REVEAL) and super()._allowed(request, action, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "number" in form.changed_data:
            warn_of_unusual_numbers(request, [obj])
