"""Posts in the admin."""

from django.contrib import admin

from core.admin import ScopedRelatedFilter
from personnel.models import Position
from stations.admin.base import KeptInScopeAdmin


@admin.register(Position)
class PositionAdmin(KeptInScopeAdmin):
    """The posts that stations need, by the station's township."""

    list_display = ["code", "station", "role", "employment_type", "requirement", "opened_on", "closed_on"]
    list_select_related = ["station"]
    list_filter = ["role", "employment_type", "requirement", ("station", ScopedRelatedFilter)]
    search_fields = ["code", "station__name", "station__code"]
    autocomplete_fields = ["station"]
    readonly_fields = ["waiver"]
    date_hierarchy = "opened_on"
