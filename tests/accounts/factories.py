"""Accounts for tests."""

from accounts.actions import save_filter
from accounts.models import RoleAssignment, User


def make_user(username, role=None, region=None, **overrides):
    """An account with one role in one region."""
    user = User.objects.create_user(username, password=overrides.pop("password", None), **overrides)
    if role:
        RoleAssignment.objects.create(user=user, role=role, region=region)
    return user


def make_saved_filter(owner, **overrides):
    """A filter of the list of stations, shared."""
    fields = {
        "route": "stations:station-list",
        "query": "stage=80",
        "name": "已开放",
        "is_shared": True,
        "by": owner,
    }
    return save_filter(**{**fields, **overrides})
