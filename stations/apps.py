from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from stations import gates


class StationsConfig(AppConfig):
    """Stations, how they are built, against which model, and the agencies that run them."""

    name = "stations"
    verbose_name = _("Stations and agencies")

    def ready(self):
        from stations.models.engagement import operators_at

        gates.register("operator", _("Operator engaged"), operators_at)
