"""What is open belongs to a station that is not closed."""

from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CLOSED = "closed"


class HasStatus(Protocol):
    """A station, which is named by string in the models that this one is for."""

    status: str


def refuse_closed(station: HasStatus) -> None:
    """Refuse what is open at a closed station: closing has moved or ended everything there."""
    if station.status == CLOSED:
        raise ValidationError(
            {"station": _("This station is closed; the county reopens it, or another station takes this on.")}
        )
