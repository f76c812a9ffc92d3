"""Small files of each kind, by content."""

import io
import zipfile
import zlib

from django.core.files.base import ContentFile
from PIL import Image

PDF = b"%PDF-1.4\n%%EOF\n"
WAV = b"RIFF\x10\0\0\0WAVEfmt " + b"\0" * 8
HTML = b"<!doctype html><script>alert(1)</script>"
PLACE = b"GPS 37.7384"
MAKE, ORIENTATION, GPS, LATITUDE = 0x010F, 0x0112, 0x8825, 2
TURNED_RIGHT = 6


def picture(kind="PNG", *, colour=(200, 30, 30), size=(8, 6), mode="RGB", **saving) -> bytes:
    """A picture of one colour."""
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, kind, **saving)
    return stream.getvalue()


def photograph(kind="JPEG", **wanted) -> bytes:
    """A picture as a telephone takes it: lying on its side, with device, place and a remark."""
    exif = Image.Exif()
    exif[MAKE] = PLACE.decode()
    exif[ORIENTATION] = TURNED_RIGHT
    exif.get_ifd(GPS)[LATITUDE] = (37.0, 44.0, 18.0)
    extra = {"comment": PLACE} if kind == "JPEG" else {}
    if kind != "WEBP":
        extra["icc_profile"] = PLACE
    return picture(kind, exif=exif, xmp=PLACE, **extra, **wanted)


def archive(*names, **parts) -> bytes:
    """A zip archive with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], "<x/>"))
    return stream.getvalue()


def huge_png(width, height) -> bytes:
    """A few bytes that say they are an enormous picture."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


PNG, JPEG, WEBP = picture("PNG"), picture("JPEG"), picture("WEBP")
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def upload(content: bytes, name="file") -> ContentFile:
    """The content as an uploaded file."""
    return ContentFile(content, name=name)
