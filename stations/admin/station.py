"""Stations, their milestones and their interruptions."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedInline, ScopedRelatedFilter
from core.errors import Refused
from stations import actions
from stations.admin.base import ActionsMixin, KeptInScopeAdmin
from stations.models import Engagement, Interruption, Milestone, Station
from stations.rules import handover
from stations.rules.second_station import warnings


def refuse_hanging(station, on) -> None:
    """From the list a station is closed on which nothing hangs; else its page asks what becomes of it."""
    hanging = [str(kind.label) for kind, rows in handover.hanging(station, on) if rows.exists()]
    if hanging:
        raise Refused(
            _("It has %(kinds)s; its page asks what becomes of them: %(page)s")
            % {"kinds": "、".join(hanging), "page": reverse("stations:station-close", args=[station.code])}
        )


class MilestoneInline(ScopedInline):
    """The stages of the station; saving them moves its stage."""

    model = Milestone
    fields = [
        "stage",
        "planned_on",
        "achieved_on",
        "reason",
        "responsible_level",
        "delay_cause",
        "delay_note",
        "counts_from",
    ]
    readonly_fields = ["counts_from"]


class EngagementInline(ScopedInline):
    """Who runs and supports the station."""

    model = Engagement
    autocomplete_fields = ["agency"]


class InterruptionInline(ScopedInline):
    """When the station did not work; written by the verbs of the list."""

    model = Interruption
    fields = ["kind", "reason", "started_on", "confirmed_on", "ended_on", "reopening_confirmed_on"]
    readonly_fields = (
        "kind",
        "reason",
        "started_on",
        "confirmed_on",
        "ended_on",
        "reopening_confirmed_on",
    )

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Station)
class StationAdmin(ActionsMixin, KeptInScopeAdmin):
    """Stations: suspended, closed and reopened from the list, with a day and a reason."""

    list_display = ["code", "name", "township", "stage", "status"]
    list_select_related = ["township"]
    list_filter = ["stage", "status", "venue_type", ("township__parent", ScopedRelatedFilter)]
    search_fields = ["code", "name", "pinyin", "initials"]
    autocomplete_fields = ["township"]
    readonly_fields = ["stage", "status", "status_reason"]
    kept_by_actions = ("stage", "status", "status_reason")
    inlines = [MilestoneInline, EngagementInline, InterruptionInline]
    actions = ["suspend", "close", "reopen", "confirm", "send_back"]

    def has_confirm_permission(self, request):
        """Asked by the list before it offers to confirm what waits, and to return it."""
        return request.user.has_perm("stations.confirm_interruption")

    def save_model(self, request, obj, form, change):
        """Of a new one, say what it does to a township that has one; the page for planning says it before."""
        said = {} if change else warnings([obj.township_id], obj.service_model)
        super().save_model(request, obj, form, change)
        for warning in said.values():
            self.message_user(request, f"{obj.township.name} {warning}", messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actions.refresh_stages([form.instance])

    @admin.action(description=_("Suspend (day, reason)"), permissions=["change"])
    def suspend(self, request, queryset):
        def verb(station, *, on, comment):
            actions.suspend_station(station, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Close (day, reason)"), permissions=["change"])
    def close(self, request, queryset):
        def verb(station, *, on, comment):
            refuse_hanging(station, on)
            actions.close_station(station, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Reopen (day)"), permissions=["change"])
    def reopen(self, request, queryset):
        def verb(station, *, on, comment):
            actions.reopen_station(station, on=on, by=request.user)

        self.run(request, queryset, verb)

    @admin.action(description=_("Confirm what waits (day)"), permissions=["confirm"])
    def confirm(self, request, queryset):
        def verb(station, *, on, comment):
            actions.confirm_interruption(station, on=on, by=request.user)

        self.run(request, queryset, verb, permission="confirm")

    @admin.action(description=_("Return what waits (comment)"), permissions=["confirm"])
    def send_back(self, request, queryset):
        def verb(station, *, on, comment):
            actions.return_interruption(station, comment=comment, by=request.user)

        self.run(request, queryset, verb, permission="confirm")


@admin.register(Interruption)
class InterruptionAdmin(KeptInScopeAdmin):
    """Interruptions, for reading: the verbs of the station list write them."""

    list_display = [
        "station",
        "kind",
        "reason",
        "started_on",
        "confirmed_on",
        "ended_on",
        "reopening_confirmed_on",
    ]
    list_select_related = ["station"]
    list_filter = ["kind"]
    search_fields = ["station__code", "station__name", "reason"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
