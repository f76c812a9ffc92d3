"""Accounts and roles in the admin."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.actions.api_token import issue_token, revoke_token
from accounts.actions.security import lift_lock, note
from accounts.models import ApiToken, Deputy, RoleAssignment, SavedFilter, SecurityEvent, User
from accounts.rules.networks import address_of
from core.admin import ScopedAdmin, ScopedInline
from core.requests import account_of

# A token is renewed once a year unless somebody says otherwise.
USUAL_LIFE = timedelta(days=365)

admin.site.unregister(Group)


class RoleAssignmentInline(ScopedInline):
    """The roles of one account; a role can be given only in regions in one's own scope."""

    model = RoleAssignment
    autocomplete_fields = ["region"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody gives themselves a role; only an all-powerful account begins with its own."""
        allowed: bool = super().has_add_permission(request, obj)  # type: ignore[call-arg]  # of an inline
        return allowed and not self._is_own(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Taking a role away is the one thing that ends by removal; history keeps it."""
        return self.has_change_permission(request, obj)

    @staticmethod
    def _is_own(request: HttpRequest, obj: Any) -> bool:
        return obj is not None and obj.pk == request.user.pk and not account_of(request).is_superuser


class GivenPasswordForm(AdminPasswordChangeForm):
    """A password that somebody else gives: its owner changes it before anything else."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        user: User = super().save(commit)
        return user


@admin.register(User)
class UserAdmin(ScopedAdmin, DjangoUserAdmin):
    """Accounts: who they are, whether they may enter the admin, and their roles."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = GivenPasswordForm
    actions_detail = ["unlock"]
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "role_assignments__role"]
    search_fields = ["username", "full_name", "email"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "email"]}),
        (
            _("Access"),
            {"fields": ["is_active", "is_staff", "must_change_password", "last_login", "date_joined"]},
        ),
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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new account's password is changed by its owner at the first sign-in."""
        if not change and obj.has_usable_password():
            obj.must_change_password = True
        super().save_model(request, obj, form, change)

    def user_change_password(self, request: HttpRequest, id: Any, form_url: str = "") -> HttpResponse:
        """Give another password; who gave it stands in the security log."""
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            user = get_object_or_404(User, pk=id)
            note(
                SecurityEvent.Kind.PASSWORD_GIVEN,
                user=user,
                by=account_of(request),
                address=address_of(request),
            )
        return response

    @action(description=_("Lift the lock"), url_path="unlock")  # type: ignore[untyped-decorator]
    def unlock(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Ask, then let the account sign in again at once."""
        user: Any = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        page = redirect("admin:accounts_user_change", user.pk)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Lift the lock of %(account)s") % {"account": user},
                "back": page.url,
            }
            return TemplateResponse(request, "accounts/admin/unlock.html", context)
        lift_lock(user, by=account_of(request), at=timezone.now())
        messages.success(request, _("The lock is lifted."))
        return page


@admin.register(SecurityEvent)
class SecurityEventAdmin(ScopedAdmin):
    """The security log, to look at: nobody writes or changes an entry."""

    list_display = ["at", "kind", "username", "address", "by"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    search_fields = ["=username", "=address"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SavedFilter)
class SavedFilterAdmin(ScopedAdmin):
    """Filters that were saved, to look at; they are made and removed beside their list."""

    list_display = ["name", "route", "owner", "is_shared"]
    list_filter = ["is_shared", "route"]
    list_select_related = ["owner"]
    search_fields = ["name", "route", "owner__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Deputy)
class DeputyAdmin(ScopedAdmin):
    """Who stands in for whom, to look at; it is named and ended on its pages."""

    list_display = ["code", "principal", "deputy", "started_on", "ended_on", "withdrawn_on", "given_by"]
    list_select_related = ["principal", "deputy", "given_by"]
    search_fields = ["code", "reason", "principal__username", "deputy__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ApiToken)
class ApiTokenAdmin(ScopedAdmin):
    """Tokens of other systems: issued once, shown once, taken back with one button."""

    list_display = ["name", "user", "token_key", "is_read_only", "expiry", "revoked_at", "last_used_at"]
    list_filter = ["is_read_only"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username", "token_key"]
    autocomplete_fields = ["user"]
    fields = ["name", "user", "is_read_only", "networks", "expiry"]
    readonly_fields = ["token_key", "created", "revoked_at", "last_used_at", "last_used_from"]
    actions_detail = ["revoke"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*self.fields, *self.readonly_fields] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The account of a token stays."""
        return ["user", *self.readonly_fields] if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"expiry": timezone.now() + USUAL_LIFE}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            vars(request)["issued_key"] = issue_token(obj, by=account_of(request))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key in this one answer; it is kept nowhere."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The token is issued"),
            "token": obj,
            "key": vars(request)["issued_key"],
            "back": reverse("admin:accounts_apitoken_change", args=[obj.pk]),
        }
        response = TemplateResponse(request, "accounts/admin/issued.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response

    @action(description=_("Revoke this token"), url_path="revoke")  # type: ignore[untyped-decorator]
    def revoke(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Ask, then end the token."""
        token: Any = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, token):
            raise PermissionDenied
        page = redirect("admin:accounts_apitoken_change", token.pk)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Revoke the token %(token)s") % {"token": token},
                "back": page.url,
            }
            return TemplateResponse(request, "accounts/admin/revoke.html", context)
        try:
            revoke_token(token, at=timezone.now(), by=account_of(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The token is revoked; it opens nothing any more."))
        return page
