"""Certificates and their registrations in the admin."""

from typing import TYPE_CHECKING, TypeAlias

from django.contrib import admin

from core.admin import ScopedAdminMixin, ScopedInline
from personnel.admin.at_home import AtHomeAdmin
from personnel.forms.numbers import CertificateNumberForm
from personnel.models import Certificate, Registration
from personnel.views.notices import warn_of_unusual_numbers

ADD = "personnel.add_certificate"


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    Admin: TypeAlias = ScopedAdminMixin
else:
    Admin = object


class MaskedNumberMixin(Admin):
    """A number is typed by who may change it and then shown masked, also where nothing can be typed.

    Read-only the admin would write the number itself.
    """

    form = CertificateNumberForm
    readonly_fields = ("number_masked",)

    def get_fields(self, request, obj=None):
        names = super().get_fields(request, obj)
        may = self.has_change_permission(request, obj) if obj else request.user.has_perm(ADD)
        return names if may else [name for name in names if name != "number"]


class CertificateInline(MaskedNumberMixin, ScopedInline):
    """The certificates of one person."""

    model = Certificate
    fields = ("level", "number", "number_masked", "issued_on")


class RegistrationInline(ScopedInline):
    """The registrations of one certificate."""

    model = Registration
    fields = ["registered_on", "valid_to"]


@admin.register(Certificate)
class CertificateAdmin(MaskedNumberMixin, AtHomeAdmin):
    """Certificates of the people at home in scope, with their registrations.

    A number is typed and then shown masked, here and in the versions: in clear it is shown on the
    person's page alone, with a reason and an entry in the log.
    """

    fields = ("worker", "level", "number", "number_masked", "issued_on")
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
