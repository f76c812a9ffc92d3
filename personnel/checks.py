"""What stages of construction may ask of a station's people."""

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from core.days import days_later
from personnel.models import Posting
from stations.rules import gates


def full_time_staff(stations):
    """When people were posted full-time at the stations."""
    rows = Posting.objects.full_time().filter(station__in=stations)
    return rows.values_list("station", "pk", "started_on", "ended_on")


def certified_staff(stations):
    """When certified people were posted at the stations.

    Certified means here what it means in ``SocialWorker.objects.certified``: from the first
    certificate until one leaves the register.
    """
    rows = Posting.objects.filter(station__in=stations).annotate(since=Min("worker__certificates__issued_on"))
    for posting in rows.filter(since__isnull=False).select_related("worker"):
        left_on = posting.worker.register_ended_on
        ends = [posting.ended_on, left_on and days_later(left_on, -1)]
        last = min((day for day in ends if day), default=None)
        yield posting.station_id, posting.worker_id, max(posting.started_on, vars(posting)["since"]), last


gates.register("full_time_staff", _("Full-time staff"), full_time_staff)
gates.register("certified_staff", _("Certified staff"), certified_staff)
