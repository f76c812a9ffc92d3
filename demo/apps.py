from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration data, written through the floors below."""

    name = "demo"
    verbose_name = _("Demonstration data")
