from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Pages and figures that combine the floors below: overviews, indicators, published figures."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        """Offer this floor's nouns for history, and say which figures were given out."""
        import_module("reports.panels.given_out")
        import_module("reports.histories")
