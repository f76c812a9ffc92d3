"""What stages of construction may ask of a station's services."""

from django.utils.translation import gettext_lazy as _

from services.models import ServiceRecord
from stations.rules import gates


def service_records(stations):
    """Services since the day they were given; withdrawn ones do not count."""
    rows = ServiceRecord.objects.standing().filter(station__in=stations).order_by()
    return [(station, pk, day, None) for station, pk, day in rows.values_list("station", "pk", "served_on")]


gates.register("service_record", _("Services recorded"), service_records)
