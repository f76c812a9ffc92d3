"""Finding Chinese names by what people type: characters, full pinyin, or its initials."""

from django.db.models import Q
from pypinyin import Style, lazy_pinyin

SEARCH_LENGTH = 300
TYPED_LENGTH = 100
# Full-width letters and digits as Chinese keyboards give them, and their blank and dash; not the full-width
# brackets that names are written with.
HALF_WIDTH = {
    0xFEE0 + sign: sign
    for sign in map(ord, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
} | {0x3000: 0x20}


def plain(text: str) -> str:
    """What somebody typed to find something: half-width, on one line, without odd signs, of a sane length."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text.translate(HALF_WIDTH))
    return " ".join(printable.split())[:TYPED_LENGTH].strip()


def _joined(text: str, style: Style) -> str:
    syllables = "".join(lazy_pinyin(text, style=style)).lower()
    return "".join(sign for sign in syllables if sign.isalnum())[:SEARCH_LENGTH]


def pinyin_of(text: str) -> str:
    """Full pinyin without tones and blanks: 河东街道 → ``hedongjiedao``."""
    return _joined(text, Style.NORMAL)


def initials_of(text: str) -> str:
    """First letters: 河东街道 → ``hdjd``."""
    return _joined(text, Style.FIRST_LETTER)


def search_columns(name: str) -> dict[str, str]:
    """The search columns ``pinyin`` and ``initials`` of a record called ``name``.

    ``clean()`` sets them; whoever creates in bulk passes them on.
    """
    return {"pinyin": pinyin_of(name), "initials": initials_of(name)}


def matching(text: str, *more: str) -> Q:
    """Rows whose name, code, pinyin, initials, or one of the columns ``more``, contain ``text``.

    Nothing typed matches everything; blanks inside pinyin do not matter.
    """
    squeezed = "".join(text.lower().split())
    if not squeezed:
        return Q()
    condition = (
        Q(name__icontains=text.strip())
        | Q(name__icontains=squeezed)
        | Q(pinyin__contains=squeezed)
        | Q(initials__contains=squeezed)
    )
    for column in ("code", *more):
        condition |= Q(**{f"{column}__icontains": squeezed})
    return condition
