"""Sending to an address of the outside: never to the inside, whatever a name resolves to.

The name is resolved once, all its addresses are looked at, and the connection goes to one of those;
a name that resolves to something else a moment later changes nothing. Redirects are not followed.
"""

import socket
from contextlib import suppress
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError

# So long a target may be silent, and a line take to be made.
SILENCE_S = 10
# After this long the line is cut, however slowly the target goes on answering.
LONGEST_S = 20
# Set aside by IANA and not in the standard library's list: site-local (RFC 3879), documentation (RFC 9637),
# protocol assignments (RFC 6890), relays of 6to4 (RFC 7526), segment routing (RFC 9602).
SPECIAL = [
    ip_network(one)
    for one in ("fec0::/10", "3fff::/20", "5f00::/16", "192.0.0.0/24", "192.88.99.0/24", "2001::/23")
]
MOST_ADDRESSES = 3
NAT64 = ip_network("64:ff9b::/96")


class NotSentError(Exception):
    """The target was refused or did not answer; says why."""


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send by POST; returns the status of the answer, whatever it is. Raises ``NotSentError``."""
    target, host = parts_of(url)
    port = target.port or 443
    connections = [_to(address, host, port) for address in checked_addresses(host, port)]
    watch = Timer(LONGEST_S, _cut, [connections])
    watch.start()
    try:
        connection = _connected(connections)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        connection.request("POST", path, body=body, headers={"Host": target.netloc, **headers})
        return connection.getresponse().status
    except (HTTPError, HTTPException, OSError) as error:
        raise NotSentError(f"{type(error).__name__}: {error}") from error
    finally:
        watch.cancel()
        for connection in connections:
            connection.close()


def _to(address: str, host: str, port: int) -> HTTPSConnection:
    """A line to this very address that proves to belong to the host."""
    return HTTPSConnection(
        address,
        port,
        timeout=SILENCE_S,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs="CERT_REQUIRED",
        ca_certs=settings.WEBHOOK_CA_FILE or None,
    )


def _connected(connections: list[HTTPSConnection]) -> HTTPSConnection:
    """The first one that can be reached; a host may have addresses that lead nowhere from here."""
    *first, last = connections
    for connection in first:
        try:
            connection.connect()
        except (HTTPError, OSError):
            continue
        return connection
    last.connect()
    return last


def parts_of(url: str) -> tuple[SplitResult, str]:
    """The parts of an https address and its host as the network knows it; raises ``NotSentError``."""
    try:
        target = urlsplit(url)
        host = (target.hostname or "").encode("idna").decode()
        is_fine = bool(host) and target.scheme == "https" and "@" not in target.netloc and target.port != 0
    except ValueError as error:
        raise NotSentError(_("This is no address of a target.")) from error
    if not is_fine:
        raise NotSentError(_("This is no address of a target."))
    return target, host


def checked_addresses(host: str, port: int) -> list[str]:
    """The addresses of the host; refused where any of them lies inside, so that none is picked by luck."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotSentError(_("The name %(host)s is not known.") % {"host": host}) from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        if not is_outside(address):
            message = _("%(host)s leads to the internal address %(address)s.")
            raise NotSentError(message % {"host": host, "address": address})
    return [str(address) for address in addresses[:MOST_ADDRESSES]]


def is_outside(address: IPv4Address | IPv6Address) -> bool:
    """Whether it may be sent to: public, or in a network that the settings name."""
    if any(address in ip_network(network) for network in settings.WEBHOOK_ALLOWED_NETWORKS):
        return True
    inner = _carried(address)
    if inner is not None:
        return is_outside(inner)
    is_special = any(address in network for network in SPECIAL)
    return address.is_global and not address.is_multicast and not address.is_reserved and not is_special


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if address.version == 4:  # noqa: PLR2004
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _cut(connections: list[HTTPSConnection]) -> None:
    """Wake whoever waits for an answer: closing alone would not."""
    for connection in connections:
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
