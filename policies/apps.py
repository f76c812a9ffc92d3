from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """What rules rest on. Its nouns come with the diagnosis; the floor has its place already."""

    name = "policies"
    verbose_name = _("Policies")
