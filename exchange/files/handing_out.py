"""How kept files leave the portal, by whichever door: whoever asks was found to see them before."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from exchange.files.kept_file import KeptFile
from exchange.files.types import JPEG

# Whatever a browser makes of the file, it runs nothing and reaches nothing.
INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def file_of(kept: KeptFile) -> FileResponse:
    """The file itself: always a download, never shown or guessed at by a browser."""
    return _handed_out(
        kept.file, as_attachment=True, filename=kept.download_name, content_type=kept.content_type
    )


def thumbnail_of(kept: KeptFile) -> FileResponse:
    """The small picture, drawn by the portal itself and therefore shown in pages; documents have none."""
    if not kept.thumbnail:
        raise Http404
    return _handed_out(kept.thumbnail, content_type=JPEG)


def _handed_out(file: FieldFile, **kwargs: Any) -> FileResponse:
    try:
        content = file.open("rb")
    except FileNotFoundError as missing:
        raise Http404(_("The file is no longer in the store.")) from missing
    return FileResponse(content, headers=INERT, **kwargs)
