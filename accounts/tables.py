"""Tables of accounts."""

import django_tables2 as tables

from accounts.models import Deputy
from core.tables import PortalTable


class DeputyTable(PortalTable):
    """Who stands in for whom."""

    code = tables.Column(linkify=True, attrs={"td": {"class": "num"}})

    class Meta(PortalTable.Meta):
        model = Deputy
        fields = [
            "code",
            "principal",
            "deputy",
            "started_on",
            "ended_on",
            "withdrawn_on",
            "reason",
            "given_by",
        ]
