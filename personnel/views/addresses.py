"""From where somebody asks."""

from allauth.account.adapter import get_adapter


def client_address(request) -> str:
    """The address of the asking machine, as the lock-out after failed sign-ins understands it."""
    return get_adapter(request).get_client_ip(request)
