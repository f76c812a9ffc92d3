"""What a PDF would do by itself when somebody opens it.

A PDF is a heap of objects; those of newer files lie in packed streams. Names can be spelled with numbers
of signs (``/J#61vaScript``). Both are undone here; what cannot be looked into counts as active.
"""

import re
import zlib

# Names of what runs, starts, sends, or carries other files. What a reader does on opening a page of its
# own, such as going to a place, is none of them.
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition|Movie|Sound)"
    rb"(?=[\s()<>\[\]{}/%]|$)"
)
# Short enough to stand in a picture by chance; what they do needs one of the longer ones beside them.
SHORT = (b"/JS",)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
NAME = re.compile(rb"/[^\x00-\x20()<>\[\]{}/%]*#[^\x00-\x20()<>\[\]{}/%]*")
STREAM = re.compile(rb"stream\r?\n")
ENCRYPTED = re.compile(rb"/Encrypt(?=[\s<\d])")
# How far before its stream the description of a packed heap of objects may begin.
DESCRIPTION_BYTES = 4096
MAX_UNPACKED = 100 * 1024 * 1024


class UnclearError(Exception):
    """A PDF that cannot be looked into; the argument says why: ``encrypted`` or ``packed``."""


def active_name(content: bytes) -> str:
    """The first name of something active in the PDF; empty where there is none."""
    plain = _spelled_out(content)
    if ENCRYPTED.search(plain):
        raise UnclearError("encrypted")
    room = MAX_UNPACKED
    for objects in (plain, *_packed(content)):
        room -= len(objects)
        found = next((match for match in ACTIVE.finditer(objects) if match[0] not in SHORT), None)
        if found:
            return found[0].decode()
    return ""


def _spelled_out(content: bytes) -> bytes:
    """The content with every name in plain letters."""
    return NAME.sub(lambda name: ESCAPED.sub(lambda sign: bytes.fromhex(sign[1].decode()), name[0]), content)


def _packed(content: bytes) -> list[bytes]:
    """What lies in packed heaps of objects."""
    found = []
    room = MAX_UNPACKED
    for stream in STREAM.finditer(content):
        before = content[max(stream.start() - DESCRIPTION_BYTES, 0) : stream.start()]
        description = _spelled_out(before[max(before.rfind(b"obj"), 0) :])
        if b"/ObjStm" not in description:
            continue
        filters = re.findall(rb"/(\w+Decode)", description)
        if filters != [b"FlateDecode"]:
            if filters or b"/Filter" in description:
                raise UnclearError("packed")
            continue
        unpacker = zlib.decompressobj()
        try:
            objects = unpacker.decompress(content[stream.end() :], room)
        except zlib.error as broken:
            raise UnclearError("packed") from broken
        room -= len(objects)
        if room <= 0:
            raise UnclearError("packed")
        found.append(_spelled_out(objects))
    return found
