"""What stages of construction may ask of a station's money."""

from django.utils.translation import gettext_lazy as _

from funding.models import Allocation
from stations.rules import gates


def allocations(stations):
    """Money allocated to the stations themselves, since its day; what was reversed does not count."""
    rows = Allocation.objects.standing().filter(station__in=stations).order_by()
    return [(station, pk, day, None) for station, pk, day in rows.values_list("station", "pk", "posted_on")]


gates.register("money_allocated", _("Money allocated to the station"), allocations)
