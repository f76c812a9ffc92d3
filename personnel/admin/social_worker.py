"""People in the admin."""

from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from core.admin import ScopedRelatedFilter
from personnel.admin.at_home import AtHomeAdmin
from personnel.admin.certificate import CertificateInline
from personnel.admin.posting import PostingInline
from personnel.forms.numbers import SocialWorkerForm
from personnel.models import Certificate, SocialWorker
from personnel.views.addresses import client_address
from personnel.views.notices import warn_of_unusual_numbers

hide_numbers = method_decorator(sensitive_post_parameters("id_number", "phone"))


@admin.register(SocialWorker)
class SocialWorkerAdmin(AtHomeAdmin):
    """People at home in scope. Numbers are typed, stored encrypted and shown masked."""

    form = SocialWorkerForm
    list_display = ["code", "name", "home_region", "employer_type", "employment_type", "id_number_masked"]
    list_select_related = ["home_region"]
    list_filter = [
        "employer_type",
        "employment_type",
        "is_social_work_major",
        ("home_region", ScopedRelatedFilter),
        ("agency", ScopedRelatedFilter),
    ]
    search_fields = ["code", "name", "pinyin", "initials", "=certificates__number"]
    autocomplete_fields = ["home_region", "agency"]
    readonly_fields = ["id_number_masked", "phone_masked"]
    fieldsets = [
        (None, {"fields": ["code", "name", "home_region"]}),
        (
            _("Person"),
            {
                "fields": [
                    ("id_number", "id_number_masked"),
                    ("phone", "phone_masked"),
                    ("sex", "birth_year"),
                    ("education", "is_social_work_major"),
                ]
            },
        ),
        (_("Work"), {"fields": ["employer_type", "employment_type", "agency"]}),
        (_("Leaving the register"), {"fields": ["register_ended_on", "register_end_reason"]}),
    ]
    inlines = [CertificateInline, PostingInline]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows who types the numbers, and from where."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"typist": request.user, "address": client_address(request)})

    @hide_numbers
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    @hide_numbers
    def history_form_view(self, request, *args, **kwargs):
        return super().history_form_view(request, *args, **kwargs)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Certificate:
            changed = [one for one, _fields in formset.changed_objects]
            warn_of_unusual_numbers(request, [*formset.new_objects, *changed])
