"""Finding Chinese names by what people type: characters, full pinyin, or its initials."""

from collections.abc import Iterable

from django.db.models import Q
from pypinyin import Style, lazy_pinyin

SEARCH_LENGTH = 300
TYPED_LENGTH = 100
# Stands before what has no pinyin and is kept as it is; no search column holds it.
NO_CHINESE = "\0"
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


def _joined(parts: Iterable[str]) -> str:
    return "".join(sign for part in parts for sign in part.lower() if sign.isalnum())[:SEARCH_LENGTH]


def search_columns(name: str) -> dict[str, str]:
    """The search columns of a record called ``name``: full pinyin without tones, and its first letters.

    河东街道A → ``hedongjiedaoa`` and ``hdjda``. Set by ``clean()``, and by whoever creates in bulk.
    """
    # Both from one look into the dictionary, which is what an import of thousands of names waits for.
    sounds = lazy_pinyin(name, style=Style.NORMAL, errors=lambda other: f"{NO_CHINESE}{other}")
    first = (sound if sound.startswith(NO_CHINESE) else sound[0] for sound in sounds)
    return {"pinyin": _joined(sounds), "initials": _joined(first)}


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
