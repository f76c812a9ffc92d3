"""PDF, Word and Excel: whole, and without anything inside that acts by itself. They are kept as they are."""

import io
import zipfile
import zlib

from django.core.files import File
from django.utils.translation import gettext as _

from core.errors import Refused
from core.office import UnreadableError
from exchange.files.active import active_part
from exchange.files.pdf import UnclearError, active_name
from exchange.files.types import MAIN_PARTS

PDF_END = b"%%EOF"
# Programs that write PDF leave at most a little behind the end mark.
TAIL_BYTES = 2048
CONTENT_TYPES = "[Content_Types].xml"
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
ENCRYPTED = 0x1
ACTIVE_PARTS = ("vbaproject.bin", "/macrosheets/", "/activex/")
MACRO_MARK = b"macroenabled"
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    NotImplementedError,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def check_pdf(file: "File[bytes]", *, name: str) -> None:
    """Refuse a PDF whose end is missing, and one that does or carries something beside its pages."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - TAIL_BYTES, 0))
    tail = file.read()
    file.seek(0)
    if PDF_END not in tail:
        raise _damaged(name)
    content = file.read()
    file.seek(0)
    try:
        found = active_name(content)
    except UnclearError as unclear:
        if unclear.args == ("encrypted",):
            raise _protected(name) from unclear
        raise _damaged(name) from unclear
    if found:
        raise Refused(
            _(
                "“%(name)s” does or carries more than its pages (%(what)s): a script, a file, an action. "
                "Print it as a new PDF and send that; a signed original stays in your own files."
            )
            % {"name": name, "what": found.removeprefix("/")}
        )


def office_type(file: "File[bytes]", *, name: str) -> str:
    """Word or Excel by the main part of the archive; empty for other archives.

    Refuses archives that are damaged, encrypted, swell up when unpacked, hold macros or other files, or
    fetch something when they are opened.
    """
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_encrypted_or_swelling(package, name)
            found = {part: kind for part, kind in MAIN_PARTS.items() if part in package.namelist()}
            if len(found) != 1 or CONTENT_TYPES not in package.namelist():
                return ""
            if package.testzip() is not None:
                raise _damaged(name)
            _refuse_macros(package, name)
            _refuse_active(package, name)
    except UnreadableError as broken:
        raise _damaged(name) from broken
    except BROKEN_ARCHIVE as broken:
        raise _damaged(name) from broken
    finally:
        file.seek(0)
    return next(iter(found.values()))


def _refuse_encrypted_or_swelling(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise _protected(name)
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise Refused(
            _("“%(name)s” unpacks to more than %(limit)d MB; split it and send the parts.")
            % {"name": name, "limit": MAX_UNPACKED_BYTES // 1024 // 1024}
        )


def _refuse_macros(package: zipfile.ZipFile, name: str) -> None:
    parts = [f"/{part.lower()}" for part in package.namelist()]
    has_active_part = any(mark in part for part in parts for mark in ACTIVE_PARTS)
    if has_active_part or MACRO_MARK in package.read(CONTENT_TYPES).lower():
        raise Refused(
            _("“%(name)s” contains macros; save it as .docx or .xlsx without them and send it again.")
            % {"name": name}
        )


def _refuse_active(package: zipfile.ZipFile, name: str) -> None:
    found = active_part(package)
    if found:
        raise Refused(
            _(
                "“%(name)s” carries another file or fetches something when it is opened (%(what)s). "
                "Save it as PDF and send that."
            )
            % {"name": name, "what": found[:100]}
        )


def _protected(name: str) -> Refused:
    return Refused(
        _("“%(name)s” is protected by a password; save it without one and send it again.") % {"name": name}
    )


def _damaged(name: str) -> Refused:
    return Refused(
        _("“%(name)s” is damaged or cut off; open and save it on your computer, then send it again.")
        % {"name": name}
    )
