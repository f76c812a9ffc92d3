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

    list_display = ["station", "stage", "planned_on", "achieved_on", "responsible_level", "delay_cause"]
    list_select_related = ["station"]
    list_filter = [
        "stage",
        "responsible_level",
        "delay_cause",
        ("station__township__parent", ScopedRelatedFilter),
    ]
    search_fields = ["station__code", "station__name"]
    autocomplete_fields = ["station"]
    actions = ["achieve"]

    def save_model(self, request, obj, form, change):
        before = Milestone.objects.filter(pk=obj.pk).select_related("station").first()
        super().save_model(request, obj, form, change)
        actions.refresh_stages({obj.station, before.station} if before else [obj.station])

    @admin.action(description=_("Achieved (day)"), permissions=["change"])
    def achieve(self, request, queryset):
        def verb(milestone, *, on, comment):
            actions.achieve_milestone(milestone, on=on, by=request.user)

        self.run(request, queryset, verb)
