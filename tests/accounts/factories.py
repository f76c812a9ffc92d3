"""Accounts for tests."""

from datetime import timedelta

from django.utils import timezone

from accounts.actions.api_token import issue_token
from accounts.actions.deputy import name_deputy
from accounts.actions.saved_filter import save_filter
from accounts.models import ApiToken, Deputy, RoleAssignment, User


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


def make_token(user, **overrides):
    """A token of the account that may write, and its key."""
    fields = {"name": "数据平台", "expiry": timezone.now() + timedelta(days=90), "is_read_only": False}
    token = ApiToken(user=user, **{**fields, **overrides})
    return token, issue_token(token, by=user)


def make_deputy(principal, deputy, **overrides):
    """Somebody who stands in for the principal from today on for a week."""
    today = timezone.localdate()
    by = overrides.pop("by", principal)
    fields = {"started_on": today, "ended_on": today + timedelta(days=7), "reason": "年休假"}
    return name_deputy(Deputy(principal=principal, deputy=deputy, **fields | overrides), by=by)
