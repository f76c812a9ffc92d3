from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """What comes in and goes out: import batches and their undo, files for editing."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self):
        """Tell what happens to imports."""
        import_module("exchange.histories")
