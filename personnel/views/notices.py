"""What is told beside the doing, and forbids nothing."""

from django.contrib import messages
from django.utils.translation import gettext as _


def warn_of_unusual_numbers(request, certificates):
    """Say which numbers have another length than most prints; they are kept as they are."""
    for certificate in certificates:
        if not certificate.has_usual_number:
            messages.warning(
                request,
                _("The number of %(certificate)s has not the usual 18 signs; compare it with the print.")
                % {"certificate": certificate},
            )
