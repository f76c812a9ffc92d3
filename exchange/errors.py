"""What can be wrong with a whole file."""

from django.core.exceptions import ValidationError


class FileRefusedError(ValidationError):
    """A file that cannot be read as a table of this noun; the messages say why and what to do."""
