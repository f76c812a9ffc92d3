"""Service records, cases and groups in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedRelatedFilter
from services import actions
from services.actions.following import follow
from services.models import ServiceCase, ServiceGroup, ServiceRecord
from services.rules.small_groups import discloses_groups
from stations.admin.base import ActionsMixin, KeptInScopeAdmin


@admin.register(ServiceRecord)
class ServiceRecordAdmin(ActionsMixin, KeptInScopeAdmin):
    """Records; they are withdrawn by a verb and never deleted."""

    list_display = [
        "code",
        "served_on",
        "station",
        "method",
        "nature",
        "hours",
        "person_count",
        "withdrawn_on",
    ]
    list_select_related = ["station"]
    list_filter = ["method", "nature", "field", "groups", ("station__township__parent", ScopedRelatedFilter)]
    search_fields = ["code", "station__name", "station__code"]
    autocomplete_fields = [
        "station",
        "field",
        "groups",
        "case",
        "service_group",
        "need",
        "plan_item",
        "workers",
    ]
    date_hierarchy = "served_on"
    readonly_fields = ["entered_by", "withdrawn_on", "withdrawn_reason"]
    kept_by_actions = ("entered_by_id", "withdrawn_on", "withdrawn_reason")
    actions = ["withdraw"]

    def get_exclude(self, request, obj=None):
        """The groups of few persons are told only to who may change the record or works near it."""
        return None if obj is None or discloses_groups(request.user, obj) else ["groups"]

    def save_model(self, request, obj, form, change):
        if not change:
            actions.complete(obj, by=request.user)
        super().save_model(request, obj, form, change)
        follow([obj], by=request.user)

    @admin.action(description=_("Withdraw (day, reason)"), permissions=["change"])
    def withdraw(self, request, queryset):
        def verb(record, *, on, comment):
            actions.withdraw_record(record, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb)


@admin.register(ServiceCase)
class ServiceCaseAdmin(KeptInScopeAdmin):
    """Cases by file number; no client is named."""

    list_display = ["code", "station", "opened_on", "phase", "closed_on", "outcome"]
    list_select_related = ["station"]
    list_filter = ["phase", "outcome"]
    search_fields = ["code"]
    autocomplete_fields = ["station"]


@admin.register(ServiceGroup)
class ServiceGroupAdmin(KeptInScopeAdmin):
    """Groups."""

    list_display = ["code", "name", "station", "planned_sessions", "started_on", "ended_on"]
    list_select_related = ["station"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["station"]
