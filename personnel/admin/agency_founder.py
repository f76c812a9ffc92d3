"""Founders of agencies in the admin."""

from django.contrib import admin

from core.admin import ScopedRelatedFilter
from personnel.models import AgencyFounder
from stations.admin.base import KeptInScopeAdmin


@admin.register(AgencyFounder)
class AgencyFounderAdmin(KeptInScopeAdmin):
    """Founders, by the home region of their agency."""

    list_display = ["name", "agency", "worker", "claimed_certificate"]
    list_select_related = ["agency", "worker"]
    list_filter = [("agency__home_region", ScopedRelatedFilter)]
    search_fields = ["name", "agency__code", "agency__name", "worker__code"]
    autocomplete_fields = ["agency", "worker"]
