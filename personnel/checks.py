"""What stages of construction may ask of a station's people."""

from django.utils.translation import gettext_lazy as _

from personnel.models import Posting, SocialWorker
from stations import gates


def full_time_staff(station, on) -> int:
    """People posted full-time at the station on the day."""
    return Posting.objects.on(on).filter(station=station, employment_type="full_time").count()


def certified_staff(station, on) -> int:
    """Certified people posted at the station on the day."""
    posted = Posting.objects.on(on).filter(station=station)
    return SocialWorker.objects.certified(on).filter(pk__in=posted.values("worker")).count()


gates.register("full_time_staff", _("Full-time staff"), full_time_staff)
gates.register("certified_staff", _("Certified staff"), certified_staff)
