"""Milestones across stations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedRelatedFilter
from stations import actions
from stations.admin.base import ActionsMixin, KeptInScopeAdmin
from stations.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(ActionsMixin, KeptInScopeAdmin):
    """Milestones; whatever is changed here moves the station's stage."""

    list_display = [
        "station",
        "stage",
        "planned_on",
        "achieved_on",
        "reported_by",
        "entered_late",
        "confirmed_on",
        "counts_from",
        "responsible_level",
    ]
    list_select_related = ["station", "reported_by"]
    readonly_fields = [
        "reported_on",
        "reported_by",
        "entered_late",
        "confirmed_on",
        "confirmed_by",
        "comment",
        "counts_from",
        "is_correction",
    ]
    list_filter = [
        "stage",
        "responsible_level",
        "delay_cause",
        "entered_late",
        "is_correction",
        ("counts_from", admin.EmptyFieldListFilter),
        ("station__township__parent", ScopedRelatedFilter),
    ]
    search_fields = ["station__code", "station__name"]
    autocomplete_fields = ["station"]
    actions = ["achieve", "confirm", "send_back", "withdraw"]

    def has_confirm_permission(self, request):
        """Asked by the list before it offers to confirm, to return and to withdraw."""
        return request.user.has_perm("stations.confirm_milestone")

    def save_model(self, request, obj, form, change):
        before = Milestone.objects.filter(pk=obj.pk).select_related("station").first()
        super().save_model(request, obj, form, change)
        actions.refresh_stages({obj.station, before.station} if before else [obj.station])

    @admin.action(description=_("Achieved (day)"), permissions=["change"])
    def achieve(self, request, queryset):
        def verb(milestone, *, on, comment):
            actions.achieve_milestone(milestone, on=on, by=request.user, reason=comment)

        self.run(request, queryset, verb)

    @admin.action(description=_("Confirm (day, comment)"), permissions=["confirm"])
    def confirm(self, request, queryset):
        def verb(milestone, *, on, comment):
            actions.confirm_milestone(milestone, on=on, by=request.user, comment=comment)

        self.run(request, queryset, verb, permission="confirm")

    @admin.action(description=_("Return the report (comment)"), permissions=["confirm"])
    def send_back(self, request, queryset):
        def verb(milestone, *, on, comment):
            actions.return_milestone(milestone, by=request.user, comment=comment)

        self.run(request, queryset, verb, permission="confirm")

    @admin.action(description=_("Take the confirmation back (comment)"), permissions=["confirm"])
    def withdraw(self, request, queryset):
        def verb(milestone, *, on, comment):
            actions.withdraw_confirmation(milestone, by=request.user, comment=comment)

        self.run(request, queryset, verb, permission="confirm")
