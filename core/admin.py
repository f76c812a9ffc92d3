"""What the admin pages of all floors have in common: the scope rule, history for reading, no deletion."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.fields.related import RelatedField
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline
from unfold.views import ChangeList

from core.scope import permission_of, rows_of


def narrow(db_field: RelatedField, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Let a form choose only among records that the user may see."""
    manager = db_field.remote_field.model._default_manager
    if "queryset" not in kwargs and hasattr(manager, "visible_to"):
        kwargs["queryset"] = manager.visible_to(request.user)


class ScopedAdminMixin(BaseModelAdmin):
    """Choices of related records start from the scope rule."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Records end, they do not vanish."""
        return False


class BoundedChangeList(ChangeList):
    """The list of a noun; what its address asks that no calendar or database knows is told and left out."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> Any:
        with _understood():
            return super().get_queryset(*args, **kwargs)

    def get_results(self, request: HttpRequest) -> None:
        with _understood():
            super().get_results(request)


@contextmanager
def _understood() -> Iterator[None]:
    """Years beyond the calendar and numbers beyond the database's, as what Django calls not understood."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        raise IncorrectLookupParameters(error) from error


class ScopedAdmin(ScopedAdminMixin, SimpleHistoryAdmin, ModelAdmin):
    """The admin of a noun: the rows in scope, and what the roles allow on each of them."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        queryset = super().get_queryset(request)
        return queryset.filter(pk__in=rows_of(self.model).visible_to(request.user).values("pk"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BoundedChangeList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; Django answers an address that it cannot read with all rows, so say so."""
        if ERROR_FLAG in request.GET:
            messages.warning(request, _("The filter in the address could not be read; these are all rows."))
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, "view", obj) or self._allowed(request, "change", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, "change", obj)

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Versions are for reading here: the portal's pages know what follows from setting one back."""
        return True

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, *args, **kwargs)
        return response

    def _allowed(self, request: HttpRequest, action: str, obj: Model | None) -> bool:
        return request.user.has_perm(permission_of(self.model, action), obj)


class ScopedInline(ScopedAdminMixin, TabularInline):
    """Parts of a record, edited with it: whoever may change the record may change them."""

    extra = 0
    show_change_link = True


class ScopedRelatedFilter(admin.RelatedOnlyFieldListFilter):
    """A filter by a related record that offers only those of rows in scope."""
