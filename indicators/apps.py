from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What the portal counts: one definition of one number."""

    name = "indicators"
    verbose_name = _("Indicators")
