"""Photographs: really opened, then drawn anew, so that nothing but the picture is kept.

What cameras and telephones write beside the picture (place, device, time, previews) is left behind,
and so is whatever else hides in the file. The picture is turned upright first.
"""

import io
import struct
import zlib

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core.errors import Refused
from exchange.files.types import JPEG, PNG, WEBP

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
# A decoded picture takes three bytes a point: about 150 MB at this limit.
MAX_PIXELS = 50_000_000
MILLION = 1_000_000
THUMBNAIL_PIXELS = 320
KEPT_MODES = {JPEG: ("L", "RGB"), PNG: ("1", "L", "RGB", "RGBA", "I;16"), WEBP: ("RGB", "RGBA")}
SAVING = {JPEG: {"quality": 88}, PNG: {}, WEBP: {"quality": 88}}
TRANSPARENT_MODES = ("LA", "La", "PA", "RGBA", "RGBa")
# What Pillow raises for files that are not what they say, by the age of its parts.
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
TOO_MANY_PIXELS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def redraw(file: "File[bytes]", content_type: str, *, name: str) -> tuple[bytes, bytes]:
    """The picture drawn anew in the same format, and its thumbnail as JPEG; refuses what cannot be opened."""
    picture = _opened(file, content_type, name=name)
    with_colours = _in_kept_mode(picture, content_type)
    return _written(with_colours, content_type), _thumbnail(with_colours)


def _opened(file: "File[bytes]", content_type: str, *, name: str) -> Image.Image:
    try:
        file.seek(0)
        with Image.open(file, formats=[FORMATS[content_type]]) as picture:
            _refuse_huge(picture, name)
            picture.verify()
        file.seek(0)
        with Image.open(file, formats=[FORMATS[content_type]]) as picture:
            picture.load()
            return ImageOps.exif_transpose(picture)
    except TOO_MANY_PIXELS as bomb:
        raise _too_many_pixels(name) from bomb
    except UNREADABLE as broken:
        raise Refused(
            _("“%(name)s” is damaged or cut off, the picture cannot be opened; take or save it again.")
            % {"name": name}
        ) from broken
    finally:
        file.seek(0)


def _refuse_huge(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> Refused:
    return Refused(
        _("“%(name)s” has more than %(limit)d million pixels; make the picture smaller and send it again.")
        % {"name": name, "limit": MAX_PIXELS // MILLION}
    )


def _in_kept_mode(picture: Image.Image, content_type: str) -> Image.Image:
    """Without anything that was written beside the picture."""
    kept = KEPT_MODES[content_type]
    if picture.mode not in kept or "transparency" in picture.info:
        is_transparent = picture.mode in TRANSPARENT_MODES or "transparency" in picture.info
        picture = picture.convert("RGBA" if is_transparent and "RGBA" in kept else "RGB")
    picture.info = {}
    return picture


def _written(picture: Image.Image, content_type: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, FORMATS[content_type], **SAVING[content_type])
    return stream.getvalue()


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy() if picture.mode in ("L", "RGB", "RGBA") else picture.convert("RGB")
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=80)
    return stream.getvalue()
