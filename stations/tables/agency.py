"""The list of agencies."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.tables import BadgeColumn, PortalTable
from stations.models import Agency

AGENCY_TONES = {"preparing": "azure", "active": "green", "deregistered": "secondary"}


class AgencyTable(PortalTable):
    """Agencies; the home of one that only works here stays with its home region."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    uscc = tables.Column(verbose_name=_("Credit code"), default=DASH)
    home_region = tables.Column(orderable=False)
    registration_level = tables.Column()
    founder_type = tables.Column()
    registered_on = tables.DateColumn(default=DASH)
    status = BadgeColumn(tones=AGENCY_TONES)

    class Meta(PortalTable.Meta):
        model = Agency
        fields = [
            "code",
            "name",
            "uscc",
            "home_region",
            "registration_level",
            "founder_type",
            "registered_on",
            "status",
        ]

    def render_home_region(self, record):
        return record.home_region.name if record.is_home_for(self.request.user) else DASH
