"""Registering a certificate."""

from datetime import date

from django.db import transaction

from accounts.models import User
from core.history import keep
from personnel.models import Certificate, Registration


@transaction.atomic
def register_certificate(
    certificate: Certificate, *, on: date, by: User, valid_to: date | None = None
) -> Registration:
    """Register or renew ``certificate`` on the day ``on``, for three years unless ``valid_to`` says else.

    A late registration is recorded like any other. Raises ``Refused`` while the running one cannot
    be renewed yet.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    registration = Registration(certificate=certificate, registered_on=on)
    if valid_to:
        registration.valid_to = valid_to
    registration.refuse_early_renewal()
    return keep(registration, by)
