"""What is told of people: to their home region alone, and numbers masked."""

from django.utils.translation import gettext_lazy as _

from core.privacy import mask
from exchange.changes.chronicle import Chronicle, register
from personnel.models import Certificate, Posting, Registration, SocialWorker
from stations.histories import SearchableChronicle
from stations.models import Station


class AtHomeChronicle(Chronicle):
    """Records of a person that belong to the home region."""

    def readable(self, user):
        return self.model.objects.at_home(user)


@register
class SocialWorkerChronicle(AtHomeChronicle, SearchableChronicle):
    """People."""

    name = "workers"
    model = SocialWorker
    told_too = ("id_number_masked", "phone_masked")
    instead_of_removal = _("A person who was entered is not removed: let them leave the register instead.")

    def is_open(self, user, record):
        return record.is_home_for(user)


@register
class CertificateChronicle(AtHomeChronicle):
    """Certificates."""

    name = "certificates"
    model = Certificate
    owners = ("worker",)
    written = {"number": lambda number: mask(number, head=4, tail=4)}

    def label(self, version):
        return str(Certificate.Level(version.level).label)


@register
class RegistrationChronicle(AtHomeChronicle):
    """Entries of certificates in the register."""

    name = "registrations"
    model = Registration
    owners = ("certificate__worker",)
    untold = ("certificate",)


@register
class PostingChronicle(Chronicle):
    """Who works where."""

    name = "postings"
    model = Posting
    owners = ("worker",)
    seen_with = ("station",)
    instead_of_removal = _("A posting that was entered is not removed: end it instead.")

    def label(self, version):
        return str(Posting.Role(version.role).label)

    def lock(self, record):
        """Two counties may post the same person at the same moment."""
        SocialWorker.objects.select_for_update().get(pk=record.worker_id)

    def objection(self, record, version, before, by):
        if record.is_open and record.station.status == Station.Status.CLOSED:
            return _("the station is closed; reopen it before anybody is posted there.")
        return ""
