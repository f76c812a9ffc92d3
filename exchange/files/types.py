"""What a file is, by its content and never by its name."""

import hashlib
import zipfile
from typing import Any

from django.core.files import File

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXTENSIONS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", WEBP: ".webp", DOCX: ".docx", XLSX: ".xlsx"}
HEAD_BYTES = 16
SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
RIFF, WEBP_MARK = b"RIFF", b"WEBP"
ZIP = b"PK\x03\x04"
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
MACROS = "vbaproject.bin"


def content_type_of(file: "File[bytes]") -> str:
    """The content type of an open binary file; empty where it is none of the kept ones."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    for signature, content_type in SIGNATURES:
        if head.startswith(signature):
            return content_type
    if head.startswith(RIFF) and head[8:12] == WEBP_MARK:
        return WEBP
    return _office_type(file) if head.startswith(ZIP) else ""


def _office_type(file: "File[bytes]") -> str:
    """Word or Excel by the main part of the package; empty for other archives and those with macros."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return ""
    finally:
        file.seek(0)
    if any(name.lower().endswith(MACROS) for name in names):
        return ""
    return next((content_type for part, content_type in MAIN_PARTS.items() if part in names), "")


def sha256_of(file: "File[bytes]") -> str:
    """The hash of the whole content, 64 hex digits."""
    file.seek(0)
    content: Any = file
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    file.seek(0)
    return digest
