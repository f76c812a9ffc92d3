"""Service models and their components, kept by the city."""

from django.contrib import admin

from core.admin import ScopedInline
from stations.admin.base import KeptInScopeAdmin
from stations.models import Component, GateRule, ServiceModel


class ComponentInline(ScopedInline):
    """The components; frozen once a station follows the model."""

    model = Component


@admin.register(ServiceModel)
class ServiceModelAdmin(KeptInScopeAdmin):
    """Service models with their short form."""

    list_display = ["code", "name", "notation", "version", "is_current"]
    search_fields = ["code", "name"]
    inlines = [ComponentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("components")


@admin.register(Component)
class ComponentAdmin(KeptInScopeAdmin):
    """Components across models."""

    list_display = [
        "code",
        "name",
        "service_model",
        "order",
        "required",
        "needs_community",
        "evidence_minimum",
        "evidence_kind",
    ]
    list_select_related = ["service_model"]
    search_fields = ["code", "name"]


@admin.register(GateRule)
class GateRuleAdmin(KeptInScopeAdmin):
    """What must be in place before a stage counts as reached."""

    list_display = ["stage", "check_code", "minimum", "is_active", "note"]
    list_filter = ["is_active"]
