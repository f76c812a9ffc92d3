"""Small files of each kind, by content."""

import io
import zipfile

from django.core.files.base import ContentFile

PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 16
WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 8
WAV = b"RIFF\x10\0\0\0WAVEfmt " + b"\0" * 8
HTML = b"<!doctype html><script>alert(1)</script>"


def archive(*names) -> bytes:
    """A zip archive with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def upload(content: bytes, name="file.bin") -> ContentFile:
    """The content as an uploaded file."""
    return ContentFile(content, name=name)
