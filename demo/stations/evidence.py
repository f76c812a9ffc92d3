"""Small files that stand for photographs and documents: those of 河东街道, so that one card is whole."""

import struct
import uuid
import zlib
from collections.abc import Iterable

from django.core.files.base import ContentFile

from demo.accounts import Accounts
from demo.counties import HEDONG_CODE
from demo.pattern import hits, scatter
from demo.stations.stations import Site
from stations.models import Deliverable, Evidence, Stage

NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
WIDTH, HEIGHT, STRIPE = 320, 200, 20
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BIT_RGB = 2


def make_evidence(
    sites: list[Site], deliverables: Iterable[Deliverable], accounts: Accounts
) -> list[Evidence]:
    """A file for every accepted deliverable of 河东街道, and one for its plaque."""
    shown = [one for one in deliverables if one.station.township.code == HEDONG_CODE and one.is_accepted]
    evidence = [
        _evidence(one.code, one.name, number, accounts, deliverable=one) for number, one in enumerate(shown)
    ]
    hedong = next(site for site in sites if site.is_hedong)
    plaque = next(one for one in hedong.milestones if one.stage == Stage.OPENED)
    title = f"{hedong.station.code}-{Stage.OPENED.value}"
    return [*evidence, _evidence(title, "挂牌", 0, accounts, milestone=plaque)]


def _evidence(text: str, name: str, number: int, accounts: Accounts, **shown) -> Evidence:
    is_document = hits(number, 3, at=1)
    content = document(text) if is_document else picture(number)
    evidence = Evidence(
        code=uuid.uuid5(NAMESPACE, text),
        title=f"{name}（演示{'材料' if is_document else '照片'}）",
        file=ContentFile(content, name=text),
        uploaded_by=accounts.users["hedong"],
        **shown,
    )
    # Type, size, hash and thumbnail, as of any other file.
    evidence.clean()
    return evidence


def picture(number: int) -> bytes:
    """A striped picture, different for every number."""
    colours = [bytes(96 + scatter(number * 3 + part, 128) for part in range(3)), b"\xf4\xf6\xf8"]
    rows = b"".join(b"\x00" + colours[row // STRIPE % 2] * WIDTH for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, EIGHT_BIT_RGB, 0, 0, 0)
    return (
        PNG_SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def document(text: str) -> bytes:
    """A one-page PDF that says whose evidence it stands for, in plain letters."""
    lines = f"BT /F1 18 Tf 60 760 Td (Demonstration data - invented) Tj 0 -30 Td ({text}) Tj ET".encode(
        "ascii"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lines), lines),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(content)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, start)
    )
