from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from accounts.rules.proxies import proxies_are_known


class AccountsConfig(AppConfig):
    """Who may do what where."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Have every command that starts, the worker's for one, say where a setting is missing."""
        register(proxies_are_known, Tags.security)
