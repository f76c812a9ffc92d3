"""Signing in, and permissions from role assignments."""

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps
from django.contrib.auth.backends import BaseBackend
from django.db.models import Model

from core.scope import Anyone, rows_of


class SignInBackend(AuthenticationBackend):
    """Checks name and password, with the lock-out; it grants nothing.

    Django's own tables of permissions and groups are not used, so they are not asked either.
    """

    def _get_permissions(self, user_obj: Anyone, obj: Model | None, from_name: str) -> set[str]:
        return set()


class RoleBackend(BaseBackend):
    """Answers ``has_perm`` from the scope rule of the noun: in general, and for one record.

    In general it is allowed where the user has a region for it at all, a record when the queryset of
    the rows permitted to the user contains it, so a single record and a list can never disagree.
    """

    def has_perm(self, user_obj: Anyone, perm: str, obj: Model | None = None) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if not user_obj.assignments_for(perm):
            return False
        floor, _dot, codename = perm.partition(".")
        action, _underscore, noun = codename.partition("_")
        if obj is None:
            return bool(rows_of(apps.get_model(floor, noun)).paths_of(user_obj, action))
        return rows_of(type(obj)).permitted(user_obj, action).filter(pk=obj.pk).exists()

    def has_module_perms(self, user_obj: Anyone, app_label: str) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        return bool(user_obj.assignments_for(f"{app_label}.view_any"))
