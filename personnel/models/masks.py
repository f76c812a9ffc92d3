"""What is shown of an ID number unasked."""

from typing import Any

from django.db import models

from core import privacy

# Six signs in front and four behind, as before, left some thirty numbers to guess among for whoever knows the
# sex and the year of birth, which stand beside it; these leave thousands.
HEAD, TAIL = 3, 2


def masked(number: str) -> str:
    """The number, or what an older mask shows of it, as it is shown: ``131*************16``."""
    return privacy.mask(number, head=HEAD, tail=TAIL)


class IdNumberMaskField(models.CharField[str, str]):
    """The mask of an ID number; one that was kept when masks showed more is read as the others."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return masked(value) if value else value

    def deconstruct(self) -> Any:
        """The column is that of any text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
