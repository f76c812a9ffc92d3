"""What a PDF would do by itself when somebody opens it.

A PDF is a heap of objects; those of newer files lie in packed streams. Names can be spelled with numbers
of signs (``/J#61vaScript``). Both are undone here; what cannot be looked into counts as active.
"""

import re
import zlib
from collections.abc import Iterator

# Names of what runs, starts, sends, or carries other files. What a reader does on opening a page of its
# own, such as going to a place, is none of them.
ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition|Movie|Sound)"
    rb"(?=[\s()<>\[\]{}/%]|$)"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
NAME = re.compile(rb"/[^\x00-\x20()<>\[\]{}/%]*#[^\x00-\x20()<>\[\]{}/%]*")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
OBJECT = re.compile(rb"\d\s+obj\b")
FILTER = re.compile(rb"/(\w+Decode)\b")
ENCRYPTED = re.compile(rb"/Encrypt(?=[\s<\d])")
# How far before its stream the description of a packed heap of objects may begin.
DESCRIPTION_BYTES = 4096
MAX_UNPACKED = 100 * 1024 * 1024
CHUNK = 64 * 1024


class UnclearError(Exception):
    """A PDF that cannot be looked into; the argument says why: ``encrypted`` or ``packed``."""


def active_name(content: bytes) -> str:
    """The first name of something active in the PDF; empty where there is none."""
    plain = _spelled_out(content)
    if ENCRYPTED.search(plain):
        raise UnclearError("encrypted")
    for objects in (plain, *_packed(content)):
        if found := ACTIVE.search(objects):
            return found[0].decode()
    return ""


def _spelled_out(content: bytes) -> bytes:
    """The content with every name in plain letters."""
    return NAME.sub(lambda name: ESCAPED.sub(lambda sign: bytes.fromhex(sign[1].decode()), name[0]), content)


def _packed(content: bytes) -> Iterator[bytes]:
    """What lies in packed heaps of objects, piece by piece."""
    room = MAX_UNPACKED
    for stream in STREAM.finditer(content):
        before = content[max(stream.start() - DESCRIPTION_BYTES, 0) : stream.start()]
        begins = [match.end() for match in OBJECT.finditer(before)]
        description = _spelled_out(before[begins[-1] if begins else 0 :])
        if b"/ObjStm" not in description or b"/Filter" not in description:
            continue
        objects = _unpacked(content, stream.end(), description, room)
        room -= len(objects)
        yield _spelled_out(objects)


def _unpacked(content: bytes, place: int, description: bytes, room: int) -> bytes:
    if FILTER.findall(description) != [b"FlateDecode"] or b"/Predictor" in description:
        raise UnclearError("packed")
    unpacker = zlib.decompressobj()
    objects = bytearray()
    try:
        # Piece by piece: where it ends is not known, and the rest of the file is not copied each time.
        while not unpacker.eof and place < len(content):
            objects += unpacker.decompress(content[place : place + CHUNK], room + 1 - len(objects))
            if len(objects) > room:
                raise UnclearError("packed")
            place += CHUNK
    except zlib.error as broken:
        raise UnclearError("packed") from broken
    return bytes(objects)
