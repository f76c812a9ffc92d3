"""The list of incubation bases."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import PortalTable
from stations.models import IncubationBase


class IncubationBaseTable(PortalTable):
    """Incubation bases."""

    empty_text = _("No incubation base matches. Enter one, or loosen the filter.")
    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    region = tables.Column(order_by=("region__path", "code"))

    class Meta(PortalTable.Meta):
        model = IncubationBase
        fields = ["code", "name", "region", "venue", "opened_on", "closed_on"]
