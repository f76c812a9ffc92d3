"""Office files (.xlsx, .docx) as packages of XML parts, read by their namespaces and in one pass.

Prefixes, the order of attributes, quotation marks, encodings and the names of parts are each writer's
own affair; both editions of the standard, strict and transitional, are understood. Entities, by which a
small part swells up, are refused. Without Django: the process that reads workbooks starts without it.
"""

import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# The same vocabulary under its two names.
OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
SHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
CHUNK = 64 * 1024
# Expat joins a namespace and a name with it; neither can hold it.
JOINT = " "

Attributes = dict[str, str]


class UnreadableError(Exception):
    """A part that is not what the standard says."""


class Walker:
    """Looks at one XML part from its beginning to its end; a subclass says what it sees.

    ``namespaces`` are those whose elements count; others are passed over with their content's text.
    """

    namespaces: tuple[str, ...] = SHEETS

    def __init__(self) -> None:
        self._local: dict[str, str] = {}

    def started(self, name: str, attributes: Attributes) -> None:
        """An element begins; ``name`` is without its namespace."""

    def ended(self, name: str) -> None:
        """An element ends."""

    def text(self, written: str) -> None:
        """Text between marks, entities of the standard and CDATA resolved."""

    def walk(self, package: zipfile.ZipFile, part: str) -> None:
        """Go through ``part``; raises ``UnreadableError`` where it is no sound XML."""
        parser = expat.ParserCreate(namespace_separator=JOINT)
        parser.buffer_text = True
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with package.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except expat.ExpatError as broken:
            raise UnreadableError(f"{part}: {broken}") from broken

    def _name(self, name: str) -> str:
        local = self._local.get(name)
        if local is None:
            namespace, _joint, tail = name.rpartition(JOINT)
            local = self._local[name] = tail if namespace in self.namespaces else ""
        return local

    def _started(self, name: str, attributes: Attributes) -> None:
        local = self._name(name)
        if local:
            self.started(local, attributes)

    def _ended(self, name: str) -> None:
        local = self._name(name)
        if local:
            self.ended(local)


def _refuse_doctype(*_declaration: object) -> None:
    raise UnreadableError("A part of an Office file declares no document type.")


@dataclass(frozen=True)
class Relation:
    """What a part points at: another part by its full name, or something outside of the file."""

    key: str
    kind: str
    target: str
    is_external: bool


class _Relations(Walker):
    namespaces = (RELATIONSHIPS,)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.found: list[Relation] = []

    def started(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode", "") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
        # The last word of a type is the same in both editions of the standard.
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.append(Relation(attributes.get("Id", ""), kind, target, is_external))


def relations_of(package: zipfile.ZipFile, part: str) -> list[Relation]:
    """What ``part`` points at; ``""`` asks for the package itself."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    return relations_in(package, listed) if listed in package.namelist() else []


def relations_in(package: zipfile.ZipFile, listed: str) -> list[Relation]:
    """What the list of relations called ``listed`` holds."""
    relations = _Relations(posixpath.dirname(posixpath.dirname(listed)))
    relations.walk(package, listed)
    return relations.found


def main_part(package: zipfile.ZipFile) -> str:
    """The part that the package is about: the workbook, the document."""
    for relation in relations_of(package, ""):
        if relation.kind == "officeDocument" and not relation.is_external:
            return relation.target
    raise UnreadableError("The package does not say which its main part is.")


def attribute(attributes: Attributes, name: str, namespaces: Iterable[str] = OFFICE) -> str:
    """An attribute of one of the namespaces, whatever its prefix is; empty where it is not there."""
    return next(
        (attributes[full] for namespace in namespaces if (full := f"{namespace}{JOINT}{name}") in attributes),
        "",
    )


def is_true(value: str) -> bool:
    """Whether an attribute says yes."""
    return value.strip() in ("1", "true", "on")
