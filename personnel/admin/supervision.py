"""Supervisors and sessions of supervision in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin import JudgedFormSet, ScopedInline, ScopedRelatedFilter
from personnel.models import Supervised, SupervisionRecord, Supervisor
from stations.admin.base import KeptInScopeAdmin


class SupervisedFormSet(JudgedFormSet):
    """Those who took part: with a station there may be none, without one there is somebody."""

    def clean(self):
        super().clean()
        chosen = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("worker")]
        if not self.instance.station_id and not chosen:
            raise ValidationError(_("Choose the station or the people that were supervised."))


class SupervisedInline(ScopedInline):
    """Who took part."""

    model = Supervised
    formset = SupervisedFormSet
    autocomplete_fields = ["worker"]


@admin.register(Supervisor)
class SupervisorAdmin(KeptInScopeAdmin):
    """Supervisors, by their home region."""

    list_display = ["code", "name", "source", "organisation", "home_region", "ended_on"]
    list_select_related = ["home_region"]
    list_filter = ["source", ("home_region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "pinyin", "initials", "organisation"]
    autocomplete_fields = ["worker", "home_region"]


@admin.register(SupervisionRecord)
class SupervisionRecordAdmin(KeptInScopeAdmin):
    """Sessions of supervision, by their region."""

    list_display = ["code", "held_on", "supervisor", "station", "region", "form", "hours"]
    list_select_related = ["supervisor", "station", "region"]
    list_filter = ["form", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "supervisor__name", "station__code", "station__name", "content"]
    autocomplete_fields = ["supervisor", "station", "region"]
    date_hierarchy = "held_on"
    inlines = [SupervisedInline]
