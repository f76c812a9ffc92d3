from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonnelConfig(AppConfig):
    """The people: social workers, their certificates, and where they are posted."""

    name = "personnel"
    verbose_name = _("Personnel")

    def ready(self):
        """Offer this floor's nouns for import and export, and its counts to the rules of stages."""
        import_module("personnel.resources")
        import_module("personnel.training_resources")
        import_module("personnel.checks")
