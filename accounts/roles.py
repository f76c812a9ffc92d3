"""What each role may do, floor by floor. Regions are data; roles are this table.

An action is the first word of a permission: ``view`` of ``stations.view_station``. Nobody may
``delete``: records end, they do not vanish. A floor that is absent from a role is not seen by it;
a noun with a line of its own (``reports.monthlyreturn``) follows that line instead of its floor's.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The parts people play, from the city down."""

    MUNICIPAL_ADMIN = "municipal_admin", _("municipal administrator")
    COUNTY_OFFICER = "county_officer", _("county officer")
    TOWNSHIP_OFFICER = "township_officer", _("township officer")
    AUDITOR = "auditor", _("auditor")
    VIEWER = "viewer", _("viewer")


NOTHING: frozenset[str] = frozenset()
VIEW = frozenset({"view"})
EDIT = frozenset({"view", "add", "change"})
# What leaves for other systems is for the city to decide.
NO_WEBHOOKS = {"exchange.webhooksubscription": NOTHING, "exchange.webhookdelivery": NOTHING}
# Everybody names who stands in for them; of which accounts, the queryset of deputies says.
NAMES_DEPUTIES = {"accounts.deputy": EDIT}
# Who answers for people's records: sees numbers in clear with a reason, and who else saw them.
KEEPS_PEOPLE = {
    "personnel.socialworker": EDIT | {"reveal"},
    "personnel.personaldataaccess": VIEW,
    "personnel.position": EDIT | {"waive"},
}

GRANTS: dict[str, dict[str, frozenset[str]]] = {
    Role.MUNICIPAL_ADMIN: {
        "regions": EDIT,
        "accounts": EDIT,
        "exchange": EDIT,
        "stations": EDIT | {"accept", "confirm"},
        "personnel": EDIT,
        **KEEPS_PEOPLE,
        "personnel.educationcredit": EDIT | {"accept"},
        "services": EDIT | {"approve"},
        "funding": EDIT,
        "funding.paymentrequest": EDIT | {"approve", "pay"},
        "oversight": EDIT,
        "oversight.finding": EDIT | {"rectify", "verify"},
        "reports": EDIT,
        "reports.monthlyreturn": EDIT | {"submit", "approve"},
    },
    Role.COUNTY_OFFICER: {
        "regions": VIEW,
        **NAMES_DEPUTIES,
        "exchange": EDIT,
        **NO_WEBHOOKS,
        "stations": EDIT | {"accept", "confirm"},
        "personnel": EDIT,
        **KEEPS_PEOPLE,
        "personnel.educationcredit": EDIT | {"accept"},
        "services": EDIT | {"approve"},
        "funding": EDIT,
        "funding.paymentrequest": EDIT | {"approve", "pay"},
        "funding.spendingrule": VIEW,
        "funding.unitcost": VIEW,
        # A county closes its year; only the city opens one again.
        "funding.fiscalyearclose": frozenset({"view", "add"}),
        "oversight": VIEW,
        "oversight.finding": VIEW | {"rectify"},
        "reports": VIEW,
        "reports.monthlyreturn": EDIT | {"submit"},
    },
    Role.TOWNSHIP_OFFICER: {
        "regions": VIEW,
        **NAMES_DEPUTIES,
        "exchange": EDIT,
        **NO_WEBHOOKS,
        "stations": EDIT,
        "personnel": EDIT,
        "personnel.personaldataaccess": NOTHING,
        "services": EDIT,
        "funding": VIEW,
        "funding.paymentrequest": EDIT,
        "oversight": VIEW,
        "oversight.finding": VIEW | {"rectify"},
        "reports": VIEW,
    },
    Role.AUDITOR: {
        "regions": VIEW,
        **NAMES_DEPUTIES,
        # An audit report's findings come as a file.
        "exchange": EDIT,
        **NO_WEBHOOKS,
        "stations": VIEW,
        "personnel": VIEW,
        "services": VIEW,
        "funding": VIEW,
        # Whoever audits finds and verifies, and touches neither money nor what is looked for.
        "oversight": EDIT,
        "oversight.finding": EDIT | {"verify"},
        "oversight.patternrule": VIEW,
        # Who keeps accounts does not alone read what happened to them.
        "accounts.securityevent": VIEW,
        "reports": VIEW,
    },
    Role.VIEWER: {
        "regions": VIEW,
        **NAMES_DEPUTIES,
        "stations": VIEW,
        "personnel": VIEW,
        "personnel.personaldataaccess": NOTHING,
        "services": VIEW,
        "reports": VIEW,
    },
}


def allows(role: str, permission: str) -> bool:
    """Whether ``role`` includes ``permission`` (``<floor>.<action>_<noun>``)."""
    floor, _dot, codename = permission.partition(".")
    action, _underscore, noun = codename.partition("_")
    grants = GRANTS[role]
    return action in grants.get(f"{floor}.{noun}", grants.get(floor, frozenset()))
