"""This floor in the admin; what moves by verbs is for reading there."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedAdmin, ScopedRelatedFilter
from oversight import actions
from oversight.models import (
    Draw,
    DrawItem,
    Finding,
    Inspection,
    Judgement,
    PatternRule,
    Rectification,
    RectificationFile,
)
from stations.admin.base import ActionsMixin, KeptInScopeAdmin


@admin.register(Inspection)
class InspectionAdmin(ActionsMixin, KeptInScopeAdmin):
    """Checks; they are begun and concluded by the verbs of the list."""

    list_display = ["code", "name", "region", "kind", "starts_on", "ends_on", "status"]
    list_select_related = ["region"]
    list_filter = ["status", "kind", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "name"]
    autocomplete_fields = ["region"]
    readonly_fields = ["status", "concluded_on", "summary"]
    kept_by_actions = ("status", "concluded_on", "summary")
    actions = ["conclude"]

    @admin.action(description=_("Conclude (day, result)"), permissions=["change"])
    def conclude(self, request, queryset):
        def verb(inspection, *, on, comment):
            actions.conclude_inspection(inspection, on=on, summary=comment, by=request.user)

        self.run(request, queryset, verb)


@admin.register(Finding)
class FindingAdmin(ActionsMixin, ScopedAdmin):
    """Findings; entered and rectified on the portal's pages, verified and returned here too."""

    list_display = ["code", "name", "region", "severity", "owner_level", "due_on", "status"]
    list_select_related = ["region"]
    list_filter = ["status", "severity", "owner_level", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "name"]
    actions = ["verify", "return_it"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_verify_permission(self, request):
        """Asked by the list before it offers to verify and to return."""
        return request.user.has_perm("oversight.verify_finding")

    @admin.action(description=_("Verify (day, comment)"), permissions=["verify"])
    def verify(self, request, queryset):
        def verb(finding, *, on, comment):
            actions.verify_rectification(finding, on=on, comment=comment, by=request.user)

        self.run(request, queryset, verb, permission="verify")

    @admin.action(description=_("Return (day, reason)"), permissions=["verify"])
    def return_it(self, request, queryset):
        def verb(finding, *, on, comment):
            actions.return_rectification(finding, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb, permission="verify")


class ReadOnlyAdmin(ScopedAdmin):
    """Records that only the portal's pages write."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Rectification)
class RectificationAdmin(ReadOnlyAdmin):
    """What was done about findings."""

    list_display = ["finding", "done_on", "reported_by", "verdict", "decided_by", "decided_on"]
    list_select_related = ["finding", "reported_by", "decided_by"]
    list_filter = ["verdict"]
    search_fields = ["finding__code", "text"]


@admin.register(RectificationFile)
class RectificationFileAdmin(ReadOnlyAdmin):
    """Files of rectifications; the scoped page hands them out."""

    list_display = ["title", "rectification", "content_type", "size_bytes", "uploaded_at"]
    list_select_related = ["rectification__finding"]
    search_fields = ["title", "sha256"]
    fields = [
        "rectification",
        "title",
        "content_type",
        "size_bytes",
        "sha256",
        "uploaded_by",
        "uploaded_at",
    ]


@admin.register(Judgement)
class JudgementAdmin(ReadOnlyAdmin):
    """What people made of unusual patterns."""

    list_display = ["rule", "listed", "verdict", "reason", "region", "judged_on", "judged_by"]
    list_select_related = ["rule", "region", "judged_by"]
    list_filter = ["verdict", "rule"]
    search_fields = ["listed", "reason"]


@admin.register(PatternRule)
class PatternRuleAdmin(ReadOnlyAdmin):
    """Rules of patterns; their thresholds are set on a page of the portal."""

    list_display = ["name", "code", "source", "is_active"]
    search_fields = ["code", "name"]


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    """Draws, as they were drawn."""

    list_display = ["code", "region", "year", "quarter", "size", "drawn_at", "drawn_by", "closed_on"]
    list_select_related = ["region", "drawn_by"]
    list_filter = ["year", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "population_sha256"]


@admin.register(DrawItem)
class DrawItemAdmin(ReadOnlyAdmin):
    """What was drawn."""

    list_display = ["code", "name", "draw", "county", "risks", "inspection"]
    list_select_related = ["draw__region", "county", "inspection"]
    search_fields = ["code", "name", "draw__code"]
