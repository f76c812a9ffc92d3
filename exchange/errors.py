"""What can be wrong with a whole file, and with the work on it."""

from django.core.exceptions import ValidationError


class FileRefusedError(ValidationError):
    """A file that cannot be read as a table of this noun; the messages say why and what to do."""


class ClaimLostError(Exception):
    """The work was stopped or begun anew by somebody else: nothing of it may be written."""
