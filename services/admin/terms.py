"""The terms of services in the admin: kept by the city, ended and never deleted."""

from django.contrib import admin

from services.models import ServiceField, ServiceMinimum, TargetGroup
from stations.admin.base import KeptInScopeAdmin


class TermAdmin(KeptInScopeAdmin):
    """Terms with their codes, which do not change once given."""

    search_fields = ["code", "name"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(TargetGroup)
class TargetGroupAdmin(TermAdmin):
    """Target groups."""

    list_display = ["code", "name", "is_special", "order", "ended_on"]
    list_filter = ["is_special"]


@admin.register(ServiceField)
class ServiceFieldAdmin(TermAdmin):
    """Service fields."""

    list_display = ["code", "name", "order", "ended_on"]


@admin.register(ServiceMinimum)
class ServiceMinimumAdmin(KeptInScopeAdmin):
    """From what size on a service counts."""

    list_display = ["method", "min_sessions", "min_persons", "note"]
