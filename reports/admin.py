"""Published figures in the admin."""

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminSelectWidget

from core.admin import ScopedAdmin, ScopedRelatedFilter
from reports.filters import indicator_choices
from reports.models import PublishedFigure


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ScopedAdmin):
    """What was published, chosen from the catalogue of indicators."""

    list_display = ["as_of", "indicator", "region", "value", "source"]
    list_filter = ["as_of", ("region", ScopedRelatedFilter)]
    list_select_related = ["region"]
    search_fields = ["indicator", "source", "note", "region__name"]
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
