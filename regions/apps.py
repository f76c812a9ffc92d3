from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Administrative divisions, their boundaries and population."""

    name = "regions"
    verbose_name = _("Administrative divisions")
