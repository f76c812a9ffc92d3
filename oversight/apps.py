from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    """Who looks over others' shoulders: checks, findings and their rectification, unusual patterns."""

    name = "oversight"
    verbose_name = _("Oversight")

    def ready(self):
        """Offer this floor's nouns for import, export and history."""
        import_module("oversight.resources")
        import_module("oversight.histories")
        import_module("oversight.actions.handover")
        import_module("oversight.rules.accepted_deliverables")
        import_module("oversight.rules.confirmed_milestones")
