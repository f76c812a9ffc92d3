"""Published figures and monthly returns in the admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from core.admin import ScopedAdmin, ScopedRelatedFilter
from reports import actions
from reports.filters import indicator_choices
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule
from stations.admin.base import ActionsMixin, KeptInScopeAdmin


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ScopedAdmin):
    """What was published, chosen from the catalogue of indicators."""

    list_display = ["as_of", "indicator", "region", "place", "value", "source"]
    list_filter = ["as_of", ("region", ScopedRelatedFilter)]
    list_select_related = ["region"]
    search_fields = ["indicator", "source", "note", "place", "region__name"]
    autocomplete_fields = ["region"]
    date_hierarchy = "as_of"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "indicator":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(
            label=db_field.verbose_name,
            help_text=db_field.help_text,
            choices=indicator_choices,
            widget=UnfoldAdminSelectWidget,
        )


@admin.register(ReturnRule)
class ReturnRuleAdmin(KeptInScopeAdmin):
    """By when monthly returns are due."""

    list_display = ["from_month", "due_day", "note"]


@admin.register(MonthlyReturn)
class MonthlyReturnAdmin(ActionsMixin, KeptInScopeAdmin):
    """Monthly returns, for reading; the city's answers are verbs of the list."""

    list_display = ["code", "region", "month", "status", "due_on", "submitted_on", "times_returned"]
    list_select_related = ["region"]
    list_filter = ["status", "month", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "region__name"]
    date_hierarchy = "month"
    kept_by_actions = tuple(
        field.attname for field in MonthlyReturn._meta.concrete_fields if not field.primary_key
    )
    readonly_fields = tuple(
        field.name for field in MonthlyReturn._meta.concrete_fields if not field.primary_key
    )
    actions = ["approve", "send_back", "reopen"]

    def has_add_permission(self, request):
        """Opened on the pages, where the figures are."""
        return False

    def has_approve_permission(self, request):
        """Asked by the list before it offers the verbs."""
        return request.user.has_perm("reports.approve_monthlyreturn")

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve(self, request, queryset):
        def verb(record, *, on, comment):
            actions.approve_return(record, on=on, by=request.user)

        self.run(request, queryset, verb, permission="approve")

    @admin.action(description=_("Return to the county (reason)"), permissions=["approve"])
    def send_back(self, request, queryset):
        def verb(record, *, on, comment):
            actions.send_back(record, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb, permission="approve")

    @admin.action(description=_("Reopen (reason)"), permissions=["approve"])
    def reopen(self, request, queryset):
        def verb(record, *, on, comment):
            actions.reopen_return(record, on=on, reason=comment, by=request.user)

        self.run(request, queryset, verb, permission="approve")
