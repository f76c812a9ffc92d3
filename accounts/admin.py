"""Accounts and roles in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.models import RoleAssignment, SavedFilter, User
from core.admin import ScopedAdmin, ScopedInline

admin.site.unregister(Group)


class RoleAssignmentInline(ScopedInline):
    """The roles of one account; a role can be given only in regions in one's own scope."""

    model = RoleAssignment
    autocomplete_fields = ["region"]

    def has_delete_permission(self, request, obj=None):
        """Taking a role away is the one thing that ends by removal; history keeps it."""
        return self.has_change_permission(request, obj)


@admin.register(User)
class UserAdmin(ScopedAdmin, DjangoUserAdmin):
    """Accounts: who they are, whether they may enter the admin, and their roles."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "role_assignments__role"]
    search_fields = ["username", "full_name", "email"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "email"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "full_name", "usable_password", "password1", "password2"],
            },
        )
    ]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    inlines = [RoleAssignmentInline]


@admin.register(SavedFilter)
class SavedFilterAdmin(ScopedAdmin):
    """Filters that were saved, to look at; they are made and removed beside their list."""

    list_display = ["name", "route", "owner", "is_shared"]
    list_filter = ["is_shared", "route"]
    list_select_related = ["owner"]
    search_fields = ["name", "route", "owner__username"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
