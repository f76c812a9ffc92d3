from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    """Stations, how they are built, against which model, and the agencies that run them."""

    name = "stations"
    verbose_name = _("Stations and agencies")

    def ready(self):
        """Offer this floor's nouns for import, export and history, and its counts to the rules of stages."""
        import_module("stations.resources")
        import_module("stations.agency_resources")
        import_module("stations.checks")
        import_module("stations.histories")
