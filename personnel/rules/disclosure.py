"""What of a person is shown to whom: one table for pages, lists, files, API, history and admin.

Pages and files never decide by themselves: they ask ``how``, or let ``value`` write the cell.
"""

from enum import Enum

from core.scope import covers, paths_for
from regions.models.region import PATH_LENGTH

VIEW, REVEAL = "personnel.view_socialworker", "personnel.reveal_socialworker"


class Audience(Enum):
    """As whom somebody looks at a person."""

    # Looks after the home region and may see numbers in clear, with a reason.
    KEEPER = "keeper"
    # Works in the home county or township.
    HOME = "home"
    # Looks at the home region from the city or above.
    ABOVE = "above"
    # Sees the person because of a posting.
    POSTED = "posted"
    # Anybody else, who does not find the person at all.
    OTHER = "other"


class Show(Enum):
    """How a field is given out."""

    SHOWN = "shown"
    # Masked, and in clear on request: with a reason, and logged.
    ON_REQUEST = "on_request"
    MASKED = "masked"
    HIDDEN = "hidden"


_ORDER = (Audience.KEEPER, Audience.HOME, Audience.ABOVE, Audience.POSTED, Audience.OTHER)
_WORK = (Show.SHOWN, Show.SHOWN, Show.SHOWN, Show.SHOWN, Show.HIDDEN)
_HOME = (Show.SHOWN, Show.SHOWN, Show.SHOWN, Show.HIDDEN, Show.HIDDEN)
_NUMBER = (Show.ON_REQUEST, Show.MASKED, Show.MASKED, Show.HIDDEN, Show.HIDDEN)
_CERTIFICATE = (Show.ON_REQUEST, Show.MASKED, Show.MASKED, Show.MASKED, Show.HIDDEN)

_ROWS = {
    "code": _WORK,
    "name": _WORK,
    "level": _WORK,
    "registration_status": _WORK,
    "employer_type": _WORK,
    "employment_type": _WORK,
    "agency": _WORK,
    "stations": _WORK,
    "home_region": _HOME,
    "sex": _HOME,
    "birth_year": _HOME,
    "education": _HOME,
    "is_social_work_major": _HOME,
    "register_ended_on": _HOME,
    "register_end_reason": _HOME,
    "changes": _HOME,
    "id_number": _NUMBER,
    "phone": _NUMBER,
    "certificate_number": _CERTIFICATE,
}
TABLE: dict[str, dict[Audience, Show]] = {
    name: dict(zip(_ORDER, row, strict=True)) for name, row in _ROWS.items()
}
FIELDS = tuple(TABLE)
# Who looks after the home region in one way or another.
NEAR = (Audience.KEEPER, Audience.HOME, Audience.ABOVE)
# Fields of which only a mask is ever shown unasked.
NUMBERS = ("id_number", "phone", "certificate_number")


def audience_of(user, worker) -> Audience:
    """As whom ``user`` looks at a visible ``worker``; no query beyond the loaded home region."""
    place = worker.home_region.path
    if covers(user, REVEAL, place):
        return Audience.KEEPER
    covering = [path for path in paths_for(user, VIEW) if place.startswith(path)]
    if not covering:
        return Audience.POSTED
    is_near = any(len(path) >= PATH_LENGTH["county"] for path in covering)
    return Audience.HOME if is_near else Audience.ABOVE


def how(field: str, audience: Audience) -> Show:
    """How the field is given out to the audience."""
    return TABLE[field][audience]


def is_shown(field: str, audience: Audience) -> bool:
    """Whether anything of the field, be it a mask, may be shown."""
    return how(field, audience) is not Show.HIDDEN


def shown_fields(audience: Audience) -> set[str]:
    """The fields of which the audience sees anything."""
    return {field for field in FIELDS if is_shown(field, audience)}


def hidden_fields(audience: Audience) -> set[str]:
    """The fields of which the audience sees nothing."""
    return set(FIELDS) - shown_fields(audience)


def can_reveal(field: str, audience: Audience) -> bool:
    """Whether the audience may ask for the field in clear."""
    return how(field, audience) is Show.ON_REQUEST


def left_out_of_lists(columns: dict[str, str]) -> list[str]:
    """The columns of a list of people that somebody who finds a person may not see.

    ``columns`` names the field behind each column. A list has the same columns for everybody, so it
    shows no more than the one who sees least of a person.
    """
    return _hidden_from(columns, (*NEAR, Audience.POSTED))


def left_out_of_history(columns: dict[str, str]) -> tuple[str, ...]:
    """The columns that the history leaves out: hidden from somebody who is told the changes."""
    readers = [audience for audience in Audience if is_shown("changes", audience)]
    return tuple(_hidden_from(columns, readers))


def _hidden_from(columns, readers) -> list[str]:
    return [name for name, field in columns.items() if not all(is_shown(field, one) for one in readers)]
