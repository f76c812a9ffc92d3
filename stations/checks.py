"""What stages of construction may ask of a station's engagements."""

from django.utils.translation import gettext_lazy as _

from stations import gates
from stations.models import Engagement


def operators(station, on) -> int:
    """How many agencies run the station on the day: one or none."""
    return Engagement.objects.operators().on(on).filter(station=station).count()


gates.register("operator", _("Operator engaged"), operators)
