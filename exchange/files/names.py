"""Names of files as people read them; nothing of them is ever used in the store."""

import unicodedata
from pathlib import PurePosixPath

from exchange.files.types import DOCX, EXTENSIONS, JPEG, PDF, PNG, WEBP, XLSX

MAX_TITLE = 100
# Control characters, marks that turn the direction of writing, private and unassigned ones.
INVISIBLE = ("Cc", "Cf", "Co", "Cn", "Cs")
ENDINGS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    WEBP: (".webp",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}
# Endings that a name may carry before its last one, to look like something else.
ACTIVE_ENDINGS = """
    .apk .bat .chm .cmd .com .cpl .dll .exe .hta .htm .html .jar .js .jse .lnk .mht .msi .php .ps1 .py .reg
    .scr .sh .svg .swf .vbe .vbs .wsf .xhtml .xml
"""
OTHER_ENDINGS = ".7z .bmp .doc .docm .gif .heic .ppt .pptx .rar .tif .tiff .wps .xls .xlsm .zip"
KNOWN_ENDINGS = frozenset(ending for endings in ENDINGS.values() for ending in endings) | frozenset(
    f"{ACTIVE_ENDINGS} {OTHER_ENDINGS}".split()
)


def bare_name(name: str) -> str:
    """The last part of a path, of Windows too, without what cannot be seen."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(" " if char.isspace() else char for char in last)
    visible = "".join(char for char in visible if unicodedata.category(char) not in INVISIBLE)
    return " ".join(visible.split()).strip(". ")


def ending_of(name: str) -> str:
    """The ending of a cleaned name in small letters, as ``.pdf``; empty where it has none."""
    return PurePosixPath(name).suffix.lower()


def ending_fits(name: str, content_type: str) -> bool:
    """Whether the name says what the content is; a name without an ending says nothing wrong.

    An ending nobody knows may be part of the name: 社工室No.3 is not a kind of file.
    """
    ending = ending_of(name)
    return ending in ENDINGS[content_type] or not _is_ending(ending)


def _is_ending(ending: str) -> bool:
    letters = ending.removeprefix(".")
    return bool(letters) and (ending in KNOWN_ENDINGS or (letters.isascii() and letters.isalpha()))


def clean_title(name: str) -> str:
    """A title out of a file's name: no path, no hidden characters, no endings, 100 characters at most."""
    title = bare_name(name)
    while ending_of(title) in KNOWN_ENDINGS:
        title = title[: -len(ending_of(title))].rstrip(". ")
    return title[:MAX_TITLE].strip()


def download_name(title: str, content_type: str, otherwise: str) -> str:
    """A name for the file when it leaves: the title with the ending of what the content really is."""
    return f"{clean_title(title) or otherwise}{EXTENSIONS.get(content_type, '')}"
