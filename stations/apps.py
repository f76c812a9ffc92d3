from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# In the order in which they are offered.
NOUNS_IN_FILES = (
    *("station", "agency", "milestone", "engagement", "deliverable"),
    *("agency_rating", "incubation"),
)


class StationsConfig(AppConfig):
    """Stations, how they are built, against which model, and the agencies that run them."""

    name = "stations"
    verbose_name = _("Stations and agencies")

    def ready(self):
        """Offer this floor's nouns for import, export and history, and its counts to the rules of stages."""
        for noun in NOUNS_IN_FILES:
            import_module(f"stations.resources.{noun}")
        import_module("stations.checks")
        import_module("stations.actions.handover")
        import_module("stations.histories")
