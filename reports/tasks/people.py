"""What awaits somebody with people: certificates to register or renew, vacant posts, much taken away."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import months_later
from personnel.models import PersonalDataAccess, Position, SocialWorker
from personnel.rules.certificate_clock import (
    LAPSED_MONTHS,
    Status,
    not_lapsed_before,
    window_opens_on,
)
from personnel.views.certificate import register_url
from reports.tasks.task import CITY, COUNTY, TURN_OF, Kind, Source, Task

# Longer than the renewal window: whose window may be open by then is looked at.
SOON = timedelta(days=180)
# How long somebody at the city is reminded of an unusual day.
LOOKED_BACK = timedelta(days=14)
DUE = (Status.FIRST_OVERDUE, Status.RENEWAL_WINDOW, Status.EXPIRED)

VACANT = Kind("vacant", _("Vacant post to fill"), "user-plus")
TO_RENEW = Kind("to-renew", _("Certificate to register or renew"), "certificate")
UNUSUAL = Kind("unusual-access", _("Unusually much personal data taken: ask why"), "eye-exclamation")


def to_renew(user, on) -> Iterator[Task]:
    """People whose highest certificate is to be registered or renewed.

    Whoever let it lapse for more than a year is on the list of certificates and no daily task.
    """
    people = SocialWorker.objects.permitted(user, "change").on_register(on)
    people = people.with_registration(on).with_level(on).filter(Q(highest_issued_on__isnull=False))
    soon = Q(highest_valid_to__isnull=True) | Q(highest_valid_to__lt=on + SOON)
    recent = not_lapsed_before(
        months_later(on, -LAPSED_MONTHS), issued="highest_issued_on", valid_to="highest_valid_to"
    )
    for one in people.filter(soon & recent).select_related("home_region"):
        clock = one.clock_on(on)
        if clock and one.level and clock.status in DUE:
            since = window_opens_on(clock.valid_to) if clock.valid_to else cast("date", clock.due_on)
            url = register_url(one.code, one.level)
            yield Task(TO_RENEW, one.name, one.home_region.name, since, COUNTY, url)


def vacant(user, on) -> Iterator[Task]:
    """Posts that stand vacant: the turn of the level that answers for filling them."""
    posts = Position.objects.permitted(user, "change").vacant(on).seen_on(on).for_listing()
    for one in posts:
        url = reverse("personnel:position-appoint", args=[one.code])
        turn = TURN_OF[one.responsible]
        yield Task(VACANT, one.name, one.station.township.name, one.vacant_since, turn, url)


def unusual(user, on) -> Iterator[Task]:
    """Accounts that saw or took away unusually much on one day of the last two weeks: the city asks why.

    Nobody is asked to look into what they did themselves.
    """
    entries = PersonalDataAccess.objects.permitted(user, "view").between(on - LOOKED_BACK, on)
    for one in entries.unusual().exclude(by=user.pk):
        day = one["day"]
        text = gettext("%(who)s: %(reveals)d numbers in clear, %(exported)d people taken away") % {
            "who": one["by__username"],
            "reveals": one["reveals"],
            "exported": one["exported"],
        }
        yield Task(UNUSUAL, text, "", day, CITY, _log_of(one["by__username"], day))


def _log_of(username: str, day: date) -> str:
    query = {"by": username, "first": day.isoformat(), "last": day.isoformat()}
    return f"{reverse('personnel:access-log')}?{urlencode(query)}"


SOURCES = (Source(TO_RENEW, to_renew), Source(VACANT, vacant), Source(UNUSUAL, unusual))
