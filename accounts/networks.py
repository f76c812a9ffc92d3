"""From where a request comes, and whether it comes from a network that is named."""

import ipaddress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def address_of(request) -> str:
    """The caller's address; behind proxies of ours the one that the outermost of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(passed) >= proxies:
        return passed[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def networks_in(text: str) -> list:
    """The networks written one to a line, such as 10.13.0.0/16; raises ``ValidationError``."""
    try:
        return [ipaddress.ip_network(line) for line in text.split()]
    except ValueError as error:
        raise ValidationError(
            _("Write one network to a line, like 10.13.0.0/16 or 2001:db8::/32.")
        ) from error


def is_within(address: str, text: str) -> bool:
    """Whether the address lies in one of the networks; where none is written, everywhere will do."""
    networks = networks_in(text)
    if not networks:
        return True
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in networks)
