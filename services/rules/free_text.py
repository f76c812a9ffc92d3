"""Free texts name no client: ID numbers and telephone numbers are refused wherever one is typed."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-]+(?=\d)")
ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")
PHONE = re.compile(r"(?<!\d)((86)?1[3-9]\d{9}|0\d{2,3}\d{7,8})(?!\d)")


def no_identities(text: str) -> None:
    """Refuse a text that holds an ID number or a telephone number, however it is spaced."""
    plain = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text or ""))
    if ID_NUMBER.search(plain):
        raise ValidationError(
            _("This text holds an ID number. The portal keeps no identities of clients; take it out.")
        )
    if PHONE.search(plain):
        raise ValidationError(
            _("This text holds a telephone number. The portal keeps no identities of clients; take it out.")
        )


NO_NAMES = _("Without names, ID numbers and telephone numbers.")
