"""Accounts for tests."""

from accounts.models import RoleAssignment, User


def make_user(username, role=None, region=None, **overrides):
    """An account with one role in one region."""
    user = User.objects.create_user(username, password=overrides.pop("password", None), **overrides)
    if role:
        RoleAssignment.objects.create(user=user, role=role, region=region)
    return user
