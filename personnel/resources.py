"""How people, their certificates, registrations and postings are imported and exported.

ID numbers and telephone numbers do not travel in files; certificate numbers go out masked, and a
masked number that comes back means: as it was. Leaving the register is a verb and no column.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from exchange.resources.facts import Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import Certificate, Position, Posting, Registration, SocialWorker
from personnel.models.position import code_series
from personnel.models.social_worker import CODE_PREFIX


@register
class SocialWorkerResource(Resource):
    """People, kept by their home region."""

    name = "workers"
    model = SocialWorker
    declared = [
        Column("code", example="SW-00001"),
        Column("name", example="张某"),
        Column("home_region", example="131102 桃城区"),
        Column("sex"),
        Column("birth_year", example="1990"),
        Column("employer_type"),
        Column("agency", example="AG-0001"),
        Column("employment_type"),
        Column("education"),
        Column("is_social_work_major"),
    ]

    def code_series(self, record):
        return CODE_PREFIX, 5

    def objection(self, record, changed):
        if record.register_ended_on:
            return _("This person left the register; the record is corrected in the administration.")
        return ""


@register
class CertificateResource(Resource):
    """Certificates: one row for a level of a person."""

    name = "certificates"
    model = Certificate
    key = ("worker", "level")
    related = ("worker__home_region",)
    declared = [
        Column("worker", example="SW-00001", related=("home_region",)),
        Column("level"),
        Column("number", example="20211037130000001", is_plain=True, masked="number_masked"),
        Column("issued_on", example="2021-10-01"),
    ]


def levels_of(certificate) -> list[str]:
    """The level of a certificate, in the language of the moment and in all others."""
    names = [certificate.get_level_display()]
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.append(str(certificate.get_level_display()))
    return names


@register
class RegistrationResource(Resource):
    """Registrations: one row for a day on which a certificate was registered or renewed.

    The certificate is named by its holder's code and, where there are several, its level.
    """

    name = "registrations"
    model = Registration
    key = ("certificate", "registered_on")
    related = ("certificate__worker__home_region",)
    declared = [
        Column(
            "certificate",
            example="SW-00001",
            code="worker__code",
            names=levels_of,
            related=("worker__home_region",),
        ),
        Column("registered_on", example="2021-12-01"),
        Column("valid_to", example="2024-11-30"),
    ]

    def facts(self):
        return Neighbours(Registration, "certificate")


@register
class PostingResource(Resource):
    """Postings: one row for a person at a station since a day; last day and reason end it."""

    name = "postings"
    model = Posting
    key = ("worker", "station", "started_on")
    related = ("station__township",)
    declared = [
        Column("worker", example="SW-00001", related=("home_region",)),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("role"),
        Column("employment_type"),
        Column("started_on", example="2022-03-01"),
        Column("ended_on"),
        Column("leave_reason"),
    ]

    def facts(self):
        return Neighbours(Posting, "worker")


@register
class PositionResource(Resource):
    """The posts that stations need; closing one and waiving what it asks for are verbs."""

    name = "positions"
    model = Position
    related = ("station__township",)
    declared = [
        Column("code", example="PO-131102002-1-01"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("role"),
        Column("employment_type"),
        Column("requirement"),
        Column("responsible"),
        Column("opened_on", example="2022-03-01"),
    ]

    def code_series(self, record):
        return code_series(record.station), 2

    def objection(self, record, changed):
        if record.is_closed:
            return _("This post is closed; open a new one.")
        if "station_id" in changed:
            return _("A post stays at its station; close it and open one at the other.")
        return ""
