"""Texts: how they are written in annotations, and how what people type is cleaned, at every door alike."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Text
else:
    # What people read: as it is, or translated when it is shown.
    Text = str | Promise

__all__ = ["UNREADABLE", "Text", "cleaned", "cleaned_line", "plain"]

# Signs that show nothing: those of format (Unicode's Cf) and what else every font leaves blank. The joiner
# is among them; see ``_INVISIBLE``.
_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001"
)
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0"
_FLAG, _TAGS = "\U0001f3f4", "\U000e0020-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PICTURES = "\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    f"[{_FORMAT}{_FILLERS}]"
    # The joiner belongs to a picture of several: a family, a profession.
    f"|(?<![{_PICTURES}])\u200d|\u200d(?![{_PICTURES}])"
    # Tags spell the region of a flag, selectors say how the sign before them looks.
    f"|(?<![{_FLAG}{_TAGS}])[{_TAGS}]+|(?:(?<=\\s)|^)[{_SELECTORS}]+"
)
_LINE_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# Blanks of other widths; the full-width one indents a paragraph.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_BLANKS_OF_A_LINE = re.compile("[\t\n\u3000]")
# Nobody types these, and no workbook can hold them.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text as it is kept: composed (NFC), without invisible signs, with plain blanks, none around it.

    What holds nothing but invisible signs and blanks is empty.
    """
    if text.isascii():
        return _LINE_BREAKS.sub("\n", text).strip()
    text = _LINE_BREAKS.sub("\n", _BLANKS.sub(" ", text))
    before = None
    # What stands side by side once a sign is gone may be invisible in its turn.
    while text != before:
        before, text = text, unicodedata.normalize("NFC", _INVISIBLE.sub("", text).strip())
    return text


def cleaned_line(text: str) -> str:
    """The same of a text of one line: every blank in it is a plain one."""
    return _BLANKS_OF_A_LINE.sub(" ", cleaned(text)).strip()


def plain(text: str) -> str:
    """A code, a number or a word of a list in plain signs: full-width ones count as plain ones."""
    return cleaned_line(unicodedata.normalize("NFKC", cleaned_line(text)))
