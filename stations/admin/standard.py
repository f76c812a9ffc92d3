"""Construction standards, written by the city, and what stations answer to them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin import ScopedInline, ScopedRelatedFilter
from stations.actions.standard import new_version
from stations.admin.base import KeptInScopeAdmin
from stations.models import ConstructionStandard, StandardAnswer, StandardItem


class StandardItemInline(ScopedInline):
    """The checklist; frozen once a station has answered."""

    model = StandardItem
    show_change_link = False


@admin.register(ConstructionStandard)
class ConstructionStandardAdmin(KeptInScopeAdmin):
    """Versions of the standard; one that was answered is changed by making the next."""

    list_display = ["code", "name", "version", "valid_from", "is_current"]
    list_filter = ["is_current"]
    search_fields = ["code", "name"]
    inlines = [StandardItemInline]
    actions = ["make_new_version"]

    @admin.action(description=_("Make the next version"), permissions=["add"])
    def make_new_version(self, request, queryset):
        if not self.has_add_permission(request):
            raise PermissionDenied
        for standard in queryset:
            try:
                following = new_version(standard, on=timezone.localdate(), by=request.user)
            except ValidationError as refusal:
                self.message_user(request, f"{standard}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                message = _("%(standard)s was made; change it, then put it into force.")
                self.message_user(request, message % {"standard": following}, messages.SUCCESS)


@admin.register(StandardAnswer)
class StandardAnswerAdmin(KeptInScopeAdmin):
    """Answers, for reading: stations write them on their own page."""

    list_display = ["station", "item", "value", "answered_on", "answered_by"]
    list_select_related = ["station", "item", "answered_by"]
    list_filter = ["item__standard", ("station__township__parent", ScopedRelatedFilter)]
    search_fields = ["station__code", "station__name", "item__code", "item__text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
