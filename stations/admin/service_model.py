"""Service models and their components, kept by the city."""

from django.contrib import admin

from core.admin import ScopedInline
from stations.admin.base import KeptInScopeAdmin
from stations.models import Component, ServiceModel
from stations.models.kept_by_city import city_paths


class ComponentInline(ScopedInline):
    """The components; frozen once a station follows the model."""

    model = Component


class KeptByTheCityAdmin(KeptInScopeAdmin):
    """What stations are measured by: added only by whoever looks after a whole city."""

    def has_add_permission(self, request):
        return bool(city_paths(request.user, f"stations.add_{self.opts.model_name}"))


@admin.register(ServiceModel)
class ServiceModelAdmin(KeptByTheCityAdmin):
    """Service models with their short form."""

    list_display = ["code", "name", "notation", "version", "is_current"]
    search_fields = ["code", "name"]
    inlines = [ComponentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("components")


@admin.register(Component)
class ComponentAdmin(KeptByTheCityAdmin):
    """Components across models."""

    list_display = ["code", "name", "service_model", "order", "required", "needs_community"]
    list_select_related = ["service_model"]
    search_fields = ["code", "name"]
