"""Certificates and registrations as rows of files."""

from django.conf import settings
from django.utils.translation import override

from exchange.resources.facts import Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import Certificate, Registration


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
