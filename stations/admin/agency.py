"""Agencies and where they work."""

from django.contrib import admin

from core.admin import ScopedInline, ScopedRelatedFilter
from stations.admin.base import KeptInScopeAdmin
from stations.models import Agency, Engagement


class EngagementInline(ScopedInline):
    """Where the agency works, as far as the reader may see."""

    model = Engagement
    autocomplete_fields = ["station"]

    def get_queryset(self, request):
        visible = Engagement.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))


@admin.register(Agency)
class AgencyAdmin(KeptInScopeAdmin):
    """Agencies, for their home region: elsewhere home and contact would show."""

    list_display = ["code", "name", "home_region", "registration_level", "founder_type", "status"]
    list_select_related = ["home_region"]
    list_filter = ["status", "registration_level", "founder_type", ("home_region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "pinyin", "initials", "uscc"]
    autocomplete_fields = ["home_region"]
    inlines = [EngagementInline]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.filter(pk__in=Agency.objects.at_home(request.user).values("pk"))


@admin.register(Engagement)
class EngagementAdmin(KeptInScopeAdmin):
    """Which agency works at which station."""

    list_display = ["station", "agency", "role", "started_on", "ended_on"]
    list_select_related = ["station", "agency"]
    list_filter = ["role", ("station__township__parent", ScopedRelatedFilter)]
    search_fields = ["station__code", "station__name", "agency__code", "agency__name"]
    autocomplete_fields = ["station", "agency"]
