"""Signing in, and permissions from role assignments."""

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from accounts.roles import allows


class SignInBackend(AuthenticationBackend):
    """Checks name and password, with the lock-out; it grants nothing.

    Django's own tables of permissions and groups are not used, so they are not asked either.
    """

    def _get_permissions(self, user_obj, obj, from_name):
        return set()


class RoleBackend(BaseBackend):
    """Answers ``has_perm`` from the scope rule of the noun: in general, and for one record.

    In general it is allowed where the user has a region for it at all, a record when the queryset of
    the rows permitted to the user contains it, so a single record and a list can never disagree.
    """

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if not any(allows(one.role, perm) for one in user_obj.assignments):
            return False
        floor, _dot, codename = perm.partition(".")
        action, _underscore, noun = codename.partition("_")
        if obj is None:
            return bool(apps.get_model(floor, noun).objects.all().paths_of(user_obj, action))
        return type(obj).objects.permitted(user_obj, action).filter(pk=obj.pk).exists()

    def has_module_perms(self, user_obj, app_label):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        return any(allows(one.role, f"{app_label}.view_any") for one in user_obj.assignments)
