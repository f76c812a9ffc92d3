"""What awaits somebody with people: certificates to register or to renew."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from personnel.certificate_clock import Status, window_opens_on
from personnel.models import Position, SocialWorker
from personnel.people_views import register_url
from reports.tasks.task import CITY, COUNTY, TOWNSHIP, Kind, Source, Task

# Longer than the renewal window: whose window may be open by then is looked at.
SOON = timedelta(days=180)
DUE = (Status.FIRST_OVERDUE, Status.RENEWAL_WINDOW, Status.EXPIRED)
# Who answers for filling a post; what an agency owes, its township asks for.
TURN_OF = {"agency": TOWNSHIP, "township": TOWNSHIP, "county": COUNTY, "city": CITY}

VACANT = Kind("vacant", _("Vacant post to fill"), "user-plus")
TO_RENEW = Kind("to-renew", _("Certificate to register or renew"), "certificate")


def to_renew(user, on) -> Iterator[Task]:
    """People whose highest certificate is to be registered or renewed."""
    people = SocialWorker.objects.permitted(user, "change").on_register(on)
    people = people.with_registration(on).with_level(on).filter(highest_issued_on__isnull=False)
    soon = Q(highest_valid_to__isnull=True) | Q(highest_valid_to__lt=on + SOON)
    for one in people.filter(soon).select_related("home_region"):
        clock = one.clock_on(on)
        if clock.status in DUE:
            since = window_opens_on(clock.valid_to) if clock.valid_to else clock.due_on
            url = register_url(one.code, one.level)
            yield Task(TO_RENEW, one.name, one.home_region.name, since, COUNTY, url)


def vacant(user, on) -> Iterator[Task]:
    """Posts that stand vacant: the turn of the level that answers for filling them."""
    posts = Position.objects.permitted(user, "change").vacant(on).seen_on(on).for_listing()
    for one in posts:
        url = reverse("personnel:position-appoint", args=[one.code])
        turn = TURN_OF[one.responsible]
        yield Task(VACANT, one.name, one.station.township.name, one.vacant_since, turn, url)


SOURCES = (Source(TO_RENEW, to_renew), Source(VACANT, vacant))
