"""The refusals of the portal's actions."""

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """An action that a rule forbids; the message names the rule, the record and who can lift it.

    It is a ``ValidationError`` so that forms, the admin and the API show it like any other.
    """
