"""Evidence: added, never changed."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import WholeModelForm
from exchange.files.keeping import keep_files
from stations.admin.base import KeptInScopeAdmin
from stations.models import Evidence
from stations.views.evidence import can_add_evidence


class EvidenceAdminForm(WholeModelForm):
    """Asks the rules of fields that are read from the file as well."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"sha256", "removed_at", "removed_by"}  # type: ignore[misc]


@admin.register(Evidence)
class EvidenceAdmin(KeptInScopeAdmin):
    """Files; what they are is read from their content, and the scoped page hands them out."""

    form = EvidenceAdminForm
    list_display = ["title", "shown", "content_type", "size_bytes", "uploaded_by", "uploaded_at"]
    list_select_related = ["deliverable", "milestone__station", "uploaded_by"]
    list_filter = ["content_type"]
    search_fields = ["title", "sha256", "deliverable__code", "milestone__station__code"]
    autocomplete_fields = ["deliverable", "milestone"]
    fields = ["deliverable", "milestone", "title", "file"]
    view_fields = [
        "deliverable",
        "milestone",
        "title",
        "download",
        "content_type",
        "size_bytes",
        "sha256",
        "uploaded_by",
        "uploaded_at",
    ]

    def get_fields(self, request, obj=None):
        return self.fields if obj is None else self.view_fields

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else self.view_fields

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not can_add_evidence(request.user, obj.owner.station):
            raise PermissionDenied
        obj.uploaded_by = request.user
        keep_files([obj], by=request.user)

    @admin.display(description=_("shows"))
    def shown(self, evidence):
        return evidence.owner

    @admin.display(description=_("file"))
    def download(self, evidence):
        return format_html('<a href="{}">{}</a>', evidence.get_absolute_url(), evidence.download_name)
