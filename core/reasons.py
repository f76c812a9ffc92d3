"""Whether what somebody gives as a reason says anything."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LEAST_SIGNS, LEAST_DIFFERENT = 4, 3
NO_REASON = _("Say in words why: at least four letters or characters.")


def check_reason(text: str) -> None:
    """Raise ``ValidationError`` for what is no reason in words: a sign or two, dots, one sign repeated.

    Only letters and characters count; blanks, digits, marks and signs that nobody sees do not.
    """
    letters = [sign.casefold() for sign in text if unicodedata.category(sign).startswith("L")]
    if len(letters) < LEAST_SIGNS or len(set(letters)) < LEAST_DIFFERENT:
        raise ValidationError(NO_REASON, code="no_reason")
