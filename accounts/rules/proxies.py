"""Whether the settings know the proxies before the server, told at its start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

UNKNOWN_PROXY = (
    "SECURE_HTTPS is on, so a proxy ends TLS before the server, but TRUSTED_PROXY_COUNT is 0: everybody has "
    "the proxy's address, and limits by address hit everybody."
)
REMEDY = "Set TRUSTED_PROXY_COUNT to the number of proxies of your own; see docs/operate.md."


def proxies_are_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where the way to the server must have a proxy of which the settings know nothing."""
    if settings.SECURE_HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return [Warning(UNKNOWN_PROXY, hint=REMEDY, id="accounts.W001")]
    return []
