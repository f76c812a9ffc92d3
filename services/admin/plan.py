"""Plans and their items in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedRelatedFilter
from services import actions
from services.models import PlanItem, ServicePlan
from stations.admin.base import ActionsMixin, KeptInScopeAdmin

BY_ACTIONS = ("status", "submitted_on", "submitted_by", "approved_on", "approved_by", "comment")


@admin.register(ServicePlan)
class ServicePlanAdmin(ActionsMixin, KeptInScopeAdmin):
    """Plans; their status moves only by the verbs of the list."""

    list_display = ["code", "station", "year", "status", "submitted_on", "approved_on"]
    list_select_related = ["station"]
    list_filter = ["status", "year", ("station__township__parent", ScopedRelatedFilter)]
    search_fields = ["code", "station__name", "station__code"]
    autocomplete_fields = ["station"]
    readonly_fields = ["code", *BY_ACTIONS]
    kept_by_actions = tuple(f"{name}_id" if name.endswith("_by") else name for name in BY_ACTIONS)
    actions = ["submit", "approve", "return_it"]

    def has_approve_permission(self, request):
        """Asked by the list before it offers to approve and to return."""
        return request.user.has_perm("services.approve_serviceplan")

    @admin.action(description=_("Submit (day)"), permissions=["change"])
    def submit(self, request, queryset):
        def verb(plan, *, on, comment):
            actions.submit_plan(plan, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Approve (day, comment)"), permissions=["approve"])
    def approve(self, request, queryset):
        def verb(plan, *, on, comment):
            actions.approve_plan(plan, on=on, by=request.user, comment=comment)

        self.run(request, queryset, verb, permission="approve")

    @admin.action(description=_("Return or reopen (reason)"), permissions=["approve"])
    def return_it(self, request, queryset):
        def verb(plan, *, on, comment):
            actions.return_plan(plan, reason=comment, by=request.user)

        self.run(request, queryset, verb, permission="approve")


@admin.register(PlanItem)
class PlanItemAdmin(KeptInScopeAdmin):
    """Items; those of a plan that is no draft are frozen."""

    list_display = ["code", "name", "plan", "method", "metric", "target", "is_dropped"]
    list_select_related = ["plan__station"]
    list_filter = ["method", "metric", "is_dropped"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["plan", "field", "groups"]
