"""Signing in, and permissions from role assignments."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend

from accounts.roles import allows


class SignInBackend(AuthenticationBackend):
    """Checks name and password, with the lock-out; it grants nothing.

    Django's own tables of permissions and groups are not used, so they are not asked either.
    """

    def _get_permissions(self, user_obj, obj, from_name):
        return set()


class RoleBackend(BaseBackend):
    """Answers ``has_perm``: in general from any assignment, for a record from the scope rule.

    A record is allowed when the queryset of the rows permitted to the user contains it, so a
    single record and a list can never disagree.
    """

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if not any(allows(one.role, perm) for one in user_obj.assignments):
            return False
        if obj is None:
            return True
        action = perm.partition(".")[2].partition("_")[0]
        return type(obj).objects.permitted(user_obj, action).filter(pk=obj.pk).exists()

    def has_module_perms(self, user_obj, app_label):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        return any(allows(one.role, f"{app_label}.view_any") for one in user_obj.assignments)
