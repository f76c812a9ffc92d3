"""What the admin pages of all floors have in common: the scope rule, history for reading, no deletion."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline

from core.scope import permission_of


def narrow(db_field, request, kwargs):
    """Let a form choose only among records that the user may see."""
    manager = db_field.remote_field.model._default_manager
    if "queryset" not in kwargs and hasattr(manager, "visible_to"):
        kwargs["queryset"] = manager.visible_to(request.user)


class ScopedAdminMixin:
    """Choices of related records start from the scope rule."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Records end, they do not vanish."""
        return False


class ScopedAdmin(ScopedAdminMixin, SimpleHistoryAdmin, ModelAdmin):
    """The admin of a noun: the rows in scope, and what the roles allow on each of them."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.filter(pk__in=self.model.objects.visible_to(request.user).values("pk"))

    def has_view_permission(self, request, obj=None):
        return self._allowed(request, "view", obj) or self._allowed(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self._allowed(request, "change", obj)

    def revert_disabled(self, request, obj=None):
        """Versions are for reading here: the portal's pages know what follows from setting one back."""
        return True

    def history_form_view(self, request, *args, **kwargs):
        if request.method == "POST":
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)

    def _allowed(self, request, action, obj):
        return request.user.has_perm(permission_of(self.model, action), obj)


class ScopedInline(ScopedAdminMixin, TabularInline):
    """Parts of a record, edited with it: whoever may change the record may change them."""

    extra = 0
    show_change_link = True


class ScopedRelatedFilter(admin.RelatedOnlyFieldListFilter):
    """A filter by a related record that offers only those of rows in scope."""
