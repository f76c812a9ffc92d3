"""The access log in the admin: to be read."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from personnel.models import PersonalDataAccess


@admin.register(PersonalDataAccess)
class PersonalDataAccessAdmin(ModelAdmin):
    """Who saw whose numbers; nobody adds, changes or deletes an entry."""

    list_display = ["accessed_at", "by", "kind", "field", "worker", "persons", "region", "reason", "address"]
    list_select_related = ["by", "worker", "region"]
    list_filter = ["kind", "field"]
    search_fields = ["by__username", "worker__code", "worker__name"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.filter(pk__in=PersonalDataAccess.objects.visible_to(request.user).values("pk"))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("personnel.view_personaldataaccess", obj)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
