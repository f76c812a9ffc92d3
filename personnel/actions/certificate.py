"""Registering a certificate."""

from django.db import transaction

from core.history import keep
from personnel.models import Certificate, Registration


@transaction.atomic
def register_certificate(certificate, *, on, by, valid_to=None) -> Registration:
    """Register or renew ``certificate`` on the day ``on``, for three years unless ``valid_to`` says else.

    A late registration is recorded like any other. Raises ``Refused`` while the running one cannot
    be renewed yet.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    registration = Registration(certificate=certificate, registered_on=on, valid_to=valid_to)
    registration.refuse_early_renewal()
    return keep(registration, by)
