"""Whose a finding may be to mend."""

from accounts.models import User
from core.scope import paths_for
from regions.models import Region


def places_of_findings(user):
    """The divisions in which ``user`` enters findings; communities have no accounts of their own."""
    regions = Region.objects.in_paths(paths_for(user, "oversight.add_finding"))
    return regions.exclude(level=Region.Level.COMMUNITY)


def owners_for(user):
    """The accounts that ``user`` may name: active ones with a part where the user enters findings."""
    accounts = User.objects.filter(is_active=True)
    return accounts.filter(role_assignments__region__in=places_of_findings(user).values("pk")).distinct()
