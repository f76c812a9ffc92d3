"""Deliverables: reported by one, accepted or returned by another."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedRelatedFilter
from stations import actions
from stations.admin.base import ActionsMixin, KeptInScopeAdmin
from stations.models import Deliverable


@admin.register(Deliverable)
class DeliverableAdmin(ActionsMixin, KeptInScopeAdmin):
    """Deliverables; their status moves only by the verbs of the list."""

    list_display = ["code", "name", "station", "component", "status", "reported_on", "accepted_on"]
    list_select_related = ["station", "component"]
    list_filter = ["status", "component__code", ("station__township__parent", ScopedRelatedFilter)]
    search_fields = ["code", "name", "station__code", "station__name"]
    autocomplete_fields = ["station", "community"]
    readonly_fields = [
        "status",
        "reported_on",
        "reported_by",
        "returned_on",
        "accepted_on",
        "accepted_by",
        "comment",
    ]
    kept_by_actions = (
        "status",
        "reported_on",
        "reported_by_id",
        "returned_on",
        "accepted_on",
        "accepted_by_id",
        "comment",
    )
    actions = ["report", "accept", "return_it"]

    def has_accept_permission(self, request):
        """Asked by the list before it offers to accept and to return."""
        return request.user.has_perm("stations.accept_deliverable")

    @admin.action(description=_("Report as built (day)"), permissions=["change"])
    def report(self, request, queryset):
        def verb(deliverable, *, on, comment):
            actions.report_deliverable(deliverable, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Accept (day, comment)"), permissions=["accept"])
    def accept(self, request, queryset):
        def verb(deliverable, *, on, comment):
            actions.accept_deliverable(deliverable, on=on, by=request.user, comment=comment)

        self.run(request, queryset, verb, permission="accept")

    @admin.action(description=_("Return (comment)"), permissions=["accept"])
    def return_it(self, request, queryset):
        def verb(deliverable, *, on, comment):
            actions.return_deliverable(deliverable, on=on, comment=comment, by=request.user)

        self.run(request, queryset, verb, permission="accept")
