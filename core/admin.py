"""What the admin pages of all floors have in common: the scope rule, history for reading, no deletion."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, UniqueConstraint, Value
from django.db.models.fields.related import RelatedField
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline
from unfold.views import ChangeList

from core import judge
from core.forms import WholeModelForm
from core.requests import PageRequest, account_of
from core.scope import ScopedQuerySet, permission_of, rows_of, under_paths
from core.texts import Text


def narrow(db_field: RelatedField, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Let a form choose only among records that the user may see, and place a record only where they may."""
    manager = db_field.remote_field.model._default_manager
    if "queryset" not in kwargs and hasattr(manager, "visible_to"):
        kwargs["queryset"] = within_reach(db_field, request, manager.visible_to(request.user))


def within_reach(db_field: RelatedField, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of the rows, where the field is what places its noun, those where the user may enter or change it."""
    noun = rows_of(db_field.model)
    step, _dash, rest = noun.region_path.partition("__")
    if step != db_field.name or not rest or not isinstance(noun, ScopedQuerySet):
        return rows
    paths = {path for action in ("add", "change") for path in noun.paths_of(request.user, action)}
    return rows.filter(under_paths(rest, paths))


class JudgedForm(WholeModelForm):
    """Asks all constraints, and the one judge whether ``judged_by`` may write what was typed."""

    judged_by: Any

    def _post_clean(self) -> None:
        # A record's rules may ask who writes it.
        vars(self.instance)["_history_user"] = self.judged_by
        super()._post_clean()
        if self.has_changed() and (refusal := self.refusal()):
            self.add_error(None, str(refusal))

    def refusal(self, *, is_removal: bool = False) -> Text:
        """Why this may not be written, or removed; empty where it may."""
        stored = judge.stored_of(self.instance)
        changed = judge.differences(self.instance, stored) if stored else frozenset()
        many = {field.name for field in self.instance._meta.many_to_many} & set(self.changed_data)
        facts = judge.Facts(stored=stored, changed=changed | many, is_removal=is_removal)
        return judge.why_not(self.instance, self.judged_by, facts)


class JudgedFormSet(BaseInlineFormSet):
    """Parts of a record; one that is taken away is asked about too."""

    def clean(self) -> None:
        super().clean()
        for form in self._judged(self.initial_forms):
            if self._is_removed(form) and (refusal := form.refusal(is_removal=True)):
                raise ValidationError(str(refusal))
        parts: Any = self.model
        for constraint in parts._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition:
                self._expect_once(constraint)

    def _judged(self, forms: Iterable[Any]) -> Iterable[JudgedForm]:
        return forms

    def _is_removed(self, form: ModelForm) -> bool:
        """Whether the form is marked to take its part away."""
        return self.can_delete and bool(form.cleaned_data.get(DELETION_FIELD_NAME))

    def _expect_once(self, constraint: UniqueConstraint) -> None:
        """Refuse two parts that together break a rule which each of them keeps by itself."""
        condition: Any = constraint.condition
        seen = set()
        for form in self.forms:
            if not form.is_valid() or not form.cleaned_data or self._is_removed(form):
                continue
            columns = form.instance._meta.concrete_fields
            values = {one.name: Value(getattr(form.instance, one.attname), one) for one in columns}
            key = tuple(values[name].value for name in constraint.fields)
            if None in key or not condition.check(values):
                continue
            if key in seen:
                raise ValidationError(str(constraint.get_violation_error_message()))
            seen.add(key)


def judged(form: Any, request: HttpRequest) -> Any:
    """The form class, whose forms are judged for whoever asks."""
    return type(form)(form.__name__, (JudgedForm, form), {"judged_by": account_of(request)})


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
    """The admin of a noun: the rows in scope, and what the roles allow on each of them.

    A form that is sent twice is saved once.
    """

    list_per_page = 50
    show_full_result_count = False
    change_form_before_template = "core/_once_token.html"

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

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        def work() -> HttpResponse:
            response: HttpResponse = super(ScopedAdmin, self).changeform_view(request, *args, **kwargs)
            return response

        return cast("PageRequest", request).once(work) if request.method == "POST" else work()

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, "view", obj) or self._allowed(request, "change", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, "change", obj)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: type[ModelForm] = judged(super().get_form(request, obj, change=change, **kwargs), request)
        return form

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        return _offered(request, rows), may_repeat

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
    """Parts of a record, edited with it; each of them is judged as if it were changed by itself."""

    extra = 0
    show_change_link = True
    formset = JudgedFormSet

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form = judged(formset.form, request)
        return formset


def _offered(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What a field that is searched while typing offers: no more than its form will take."""
    asked = [request.GET.get(name, "") for name in ("app_label", "model_name", "field_name")]
    if not all(asked):
        return rows
    try:
        field = apps.get_model(f"{asked[0]}.{asked[1]}")._meta.get_field(asked[2])
    except (LookupError, ValueError, FieldDoesNotExist):
        return rows
    return within_reach(field, request, rows) if isinstance(field, ForeignKey) else rows


class ScopedRelatedFilter(admin.RelatedOnlyFieldListFilter):
    """A filter by a related record that offers only those of rows in scope."""
