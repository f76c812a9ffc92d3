"""From where somebody asks."""

from accounts.rules.networks import address_of


def client_address(request) -> str | None:
    """The address of the asking machine, as the lock-out after failed sign-ins understands it."""
    return address_of(request) or None
