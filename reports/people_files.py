"""Files of figures that hold people: taken away by POST alone, noted in the access log, and marked."""

from django.utils import timezone

from personnel import privacy_actions
from personnel.addresses import client_address
from personnel.export_views import watermark
from personnel.models import Enrolment, Posting, SocialWorker

# The nouns whose rows name a person of the register.
NAMING_PEOPLE = (Enrolment, Posting, SocialWorker)


def note_people(request, *, persons: int, region) -> str:
    """Note that so many people leave in a file about ``region``; returns the line that marks the file."""
    now = timezone.now()
    privacy_actions.note_export(
        by=request.user, persons=persons, region=region, at=now, address=client_address(request)
    )
    return watermark(request.user, now)
