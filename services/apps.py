from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """What stations do: the needs they collect, the plans they make, the services they give."""

    name = "services"
    verbose_name = _("Services")

    def ready(self):
        """Offer this floor's nouns for import, export and history, and its counts to the rules of stages."""
        import_module("services.resources")
        import_module("services.checks")
        import_module("services.histories")
