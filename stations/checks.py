"""What stages of construction may ask of a station's engagements."""

from django.utils.translation import gettext_lazy as _

from stations import gates
from stations.models import Engagement


def operators(stations):
    """When agencies ran the stations: one at a time."""
    rows = Engagement.objects.operators().filter(station__in=stations)
    return rows.values_list("station", "pk", "started_on", "ended_on")


gates.register("operator", _("Operator engaged"), operators)
