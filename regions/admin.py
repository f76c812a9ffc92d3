"""Divisions in the admin. Codes come from the list, so they are read here and loaded by command."""

from django.contrib import admin
from django.http import HttpRequest

from core.admin import ScopedAdmin
from regions.models import Region


@admin.register(Region)
class RegionAdmin(ScopedAdmin):
    """Divisions: what the list says is fixed; whether a township counts is the city's to say."""

    list_display = ["code", "name", "level", "kind", "counts_for_coverage", "population", "valid_to"]
    list_filter = ["level", "kind", "counts_for_coverage"]
    search_fields = ["code", "name", "pinyin", "initials"]
    readonly_fields = ["code", "name", "level", "kind", "parent", "legal_parent", "path", "successor"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
