from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# In the order in which they are offered.
NOUNS_IN_FILES = ("need", "plan", "record")


class ServicesConfig(AppConfig):
    """What stations do: the needs they collect, the plans they make, the services they give."""

    name = "services"
    verbose_name = _("Services")

    def ready(self):
        """Offer this floor's nouns for import, export and history, and its counts to the rules of stages."""
        for noun in NOUNS_IN_FILES:
            import_module(f"services.resources.{noun}")
        import_module("services.checks")
        import_module("services.actions.handover")
        import_module("services.histories")
