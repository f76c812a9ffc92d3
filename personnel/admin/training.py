"""Courses, enrolments and education credits in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedInline, ScopedRelatedFilter
from personnel import actions
from personnel.admin.at_home import AtHomeAdmin
from personnel.models import CourseLecturer, EducationCredit, Enrolment, TrainingCourse
from stations.admin.base import ActionsMixin, KeptInScopeAdmin


class CourseLecturerInline(ScopedInline):
    """Who teaches in the course."""

    model = CourseLecturer


@admin.register(TrainingCourse)
class TrainingCourseAdmin(ActionsMixin, KeptInScopeAdmin):
    """Courses; their status moves only by the verbs of the list."""

    list_display = ["code", "name", "region", "organiser", "starts_on", "ends_on", "hours", "status"]
    list_select_related = ["region"]
    list_filter = ["status", "kind", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "pinyin", "initials", "organiser"]
    autocomplete_fields = ["region"]
    readonly_fields = ["status", "cancel_reason"]
    kept_by_actions = ("status", "cancel_reason")
    date_hierarchy = "starts_on"
    inlines = [CourseLecturerInline]
    actions = ["close", "cancel"]

    @admin.action(description=_("Close (day)"), permissions=["change"])
    def close(self, request, queryset):
        def verb(course, *, on, comment):
            actions.close_course(course, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Cancel (reason)"), permissions=["change"])
    def cancel(self, request, queryset):
        def verb(course, *, on, comment):
            actions.cancel_course(course, reason=comment, by=request.user)

        self.run(request, queryset, verb)


@admin.register(Enrolment)
class EnrolmentAdmin(KeptInScopeAdmin):
    """Enrolments, for reading: pages and imports write them, under the lock of the course."""

    list_display = ["course", "worker", "enrolled_on", "attended_hours", "result"]
    list_select_related = ["course", "worker"]
    list_filter = ["result"]
    search_fields = ["course__code", "course__name", "worker__code", "worker__name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(EducationCredit)
class EducationCreditAdmin(ActionsMixin, AtHomeAdmin):
    """Education credits, for reading: entered on pages, decided by the verbs of the list."""

    list_display = ["code", "worker", "earned_on", "hours", "source", "status", "entered_by", "decided_by"]
    list_select_related = ["worker", "entered_by", "decided_by"]
    list_filter = ["status", "source"]
    search_fields = ["code", "worker__code", "worker__name", "proof"]
    date_hierarchy = "earned_on"
    actions = ["approve", "refuse"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_accept_permission(self, request):
        """Asked by the list before it offers to decide."""
        return request.user.has_perm("personnel.accept_educationcredit")

    @admin.action(description=_("Approve (day)"), permissions=["accept"])
    def approve(self, request, queryset):
        def verb(credit, *, on, comment):
            actions.approve_credit(credit, on=on, by=request.user)

        self.run(request, queryset, verb, permission="accept")

    @admin.action(description=_("Refuse (day, reason)"), permissions=["accept"])
    def refuse(self, request, queryset):
        def verb(credit, *, on, comment):
            actions.refuse_credit(credit, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb, permission="accept")
