"""Imports in the admin, for reading."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import ScopedAdmin
from exchange.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(ScopedAdmin):
    """Imports; the pages do things with them."""

    list_display = [
        "code",
        "file_name",
        "resource",
        "user",
        "status",
        "created_at",
        "committed_at",
        "undone_at",
    ]
    list_select_related = ["user"]
    list_filter = ["status", "resource"]
    search_fields = ["code", "file_name", "user__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
