"""Files of figures that hold people: taken away by POST alone, noted in the access log, and marked."""

from django.utils import timezone

from personnel import actions
from personnel.models import Enrolment, Posting, SocialWorker
from personnel.views.addresses import client_address
from personnel.views.export import watermark

# The nouns whose rows name a person of the register.
NAMING_PEOPLE = (Enrolment, Posting, SocialWorker)


def note_people(request, *, persons: int, region) -> str:
    """Note that so many people leave in a file about ``region``; returns the line that marks the file."""
    now = timezone.now()
    actions.note_export(
        by=request.user, persons=persons, region=region, at=now, address=client_address(request)
    )
    return watermark(request.user, now)
