"""Needs in the admin; their status moves only by the verbs of the list."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedRelatedFilter
from services import actions
from services.models import Need
from stations.admin.base import ActionsMixin, KeptInScopeAdmin

BY_ACTIONS = (
    "status",
    "urgency",
    "responsible",
    "assessed_on",
    "assessed_by",
    "decided_on",
    "plan_item",
    "referred_to",
    "closed_on",
    "reason",
)


@admin.register(Need)
class NeedAdmin(ActionsMixin, KeptInScopeAdmin):
    """Needs, by their township."""

    list_display = ["code", "name", "township", "channel", "raised_on", "urgency", "responsible", "status"]
    list_select_related = ["township"]
    list_filter = ["status", "responsible", "channel", "field", ("township", ScopedRelatedFilter)]
    search_fields = ["code", "name"]
    autocomplete_fields = ["township", "station", "community", "field", "groups"]
    readonly_fields = BY_ACTIONS
    kept_by_actions = tuple(
        f"{name}_id" if name in ("assessed_by", "plan_item") else name for name in BY_ACTIONS
    )
    actions = ["refer", "reject", "resolve"]

    @admin.action(description=_("Refer (day, to whom)"), permissions=["change"])
    def refer(self, request, queryset):
        def verb(need, *, on, comment):
            actions.refer_need(need, to=comment, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Close (day, reason)"), permissions=["change"])
    def reject(self, request, queryset):
        def verb(need, *, on, comment):
            actions.reject_need(need, reason=comment, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Resolved (day, result)"), permissions=["change"])
    def resolve(self, request, queryset):
        def verb(need, *, on, comment):
            actions.resolve_need(need, result=comment, on=on, by=request.user)

        self.run(request, queryset, verb)
