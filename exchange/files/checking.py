"""All that is asked of a file before it is kept, in one place for every door."""

from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from core.errors import Refused
from exchange.files import documents, pictures
from exchange.files.names import bare_name, ending_fits, ending_of
from exchange.files.types import EXTENSIONS, HEAD_BYTES, PDF, ZIP, content_type_of, sha256_of

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: what of it is stored, and its thumbnail where it is a picture."""

    content_type: str
    content: "File[bytes]"
    size_bytes: int
    sha256: str
    thumbnail: "File[bytes] | None" = None


def check_file(file: "File[bytes]") -> Checked:
    """Look through ``file``; pictures come back drawn anew, documents as they are.

    Raises ``Refused`` with a sentence that names the file, the rule and the remedy.
    """
    name = bare_name(file.name or "") or _("unnamed file")
    _refuse_by_size(file, name)
    content_type = _content_type(file, name)
    if not ending_fits(name, content_type):
        raise Refused(
            _(
                "“%(name)s” ends in %(ending)s, but its content is %(kind)s; "
                "check what it is, rename it and send it again."
            )
            % {"name": name, "ending": ending_of(name), "kind": EXTENSIONS[content_type]}
        )
    if content_type in pictures.FORMATS:
        drawn, thumbnail = pictures.redraw(file, content_type, name=name)
        return _checked(
            content_type, ContentFile(drawn, name="picture"), ContentFile(thumbnail, name="thumbnail")
        )
    return _checked(content_type, file)


def _checked(content_type: str, content: "File[bytes]", thumbnail: "File[bytes] | None" = None) -> Checked:
    return Checked(content_type, content, content.size, sha256_of(content), thumbnail)


def _refuse_by_size(file: "File[bytes]", name: str) -> None:
    if not file.size:
        raise Refused(_("“%(name)s” is empty; choose the file again.") % {"name": name})
    if file.size > MAX_BYTES:
        raise Refused(
            _("“%(name)s” is larger than %(limit)d MB; make it smaller or split it.")
            % {"name": name, "limit": MAX_BYTES // MEGABYTE}
        )


def _content_type(file: "File[bytes]", name: str) -> str:
    file.seek(0)
    is_archive = file.read(HEAD_BYTES).startswith(ZIP)
    content_type = documents.office_type(file, name=name) if is_archive else content_type_of(file)
    if not content_type:
        raise Refused(
            _(
                "“%(name)s” is none of the kinds that are kept; "
                "save it as PDF, PNG, JPEG, WebP, Word (.docx) or Excel (.xlsx)."
            )
            % {"name": name}
        )
    if content_type == PDF:
        documents.check_pdf(file, name=name)
    return content_type
