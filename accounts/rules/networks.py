"""From where a request comes, and whether it comes from a network that is named."""

import ipaddress
from ipaddress import IPv4Network, IPv6Network

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request


def address_of(request: HttpRequest | Request) -> str:
    """The caller's address; behind proxies of ours the one that the outermost of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    told = clean_address(passed[-proxies]) if proxies and len(passed) >= proxies else ""
    return told or clean_address(request.META.get("REMOTE_ADDR", ""))


def clean_address(text: str) -> str:
    """The address as it is written once for all, without a port; empty for what is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return ""


def networks_in(text: str) -> list[IPv4Network | IPv6Network]:
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
