"""What an Office document would fetch, run or carry when somebody opens it."""

import re
import zipfile

from core.office import Attributes, Relation, Walker, attribute, relations_in

WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
# A link does nothing before somebody follows it; everything else from outside comes by itself.
HARMLESS_OUTSIDE = {"hyperlink"}
# What carries a file or a program, or connects with one, inside of the package.
CARRIED = {
    "oleObject",
    "package",
    "control",
    "vbaProject",
    "aFChunk",
    "subDocument",
    "externalLink",
    "connections",
    "attachedToolbars",
}
FETCHING_FIELD = re.compile(
    r"^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.I | re.M
)


def active_part(package: zipfile.ZipFile) -> str:
    """What of the package is active, as its own words call it; empty where nothing is."""
    names = package.namelist()
    for name in names:
        if "/embeddings/" in f"/{name.lower()}":
            return name
    for listed in names:
        if listed.lower().endswith(".rels"):
            for relation in relations_in(package, listed):
                if _is_active(relation):
                    return f"{relation.kind}: {relation.target}"
    return next(
        (found for name in names if _is_text(name) and (found := _Fields.active_in(package, name))), ""
    )


def _is_active(relation: Relation) -> bool:
    if relation.is_external:
        return relation.kind not in HARMLESS_OUTSIDE
    return relation.kind in CARRIED


def _is_text(name: str) -> bool:
    return name.lower().startswith("word/") and name.lower().endswith(".xml")


class _Fields(Walker):
    """The instructions of the fields in a part of a text, a line each."""

    namespaces = WORDS

    def __init__(self) -> None:
        super().__init__()
        self.instructions: list[str] = []
        self._is_reading = False

    @classmethod
    def active_in(cls, package: zipfile.ZipFile, part: str) -> str:
        """The first field that fetches something."""
        fields = cls()
        fields.walk(package, part)
        found = FETCHING_FIELD.search("".join(fields.instructions))
        return found[1] if found else ""

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "instrText":
            self._is_reading = True
        elif name == "fldChar":
            self.instructions.append("\n")
        elif name == "fldSimple":
            self.instructions.append(f"\n{attribute(attributes, 'instr', WORDS)}\n")

    def ended(self, name: str) -> None:
        if name == "instrText":
            self._is_reading = False

    def text(self, written: str) -> None:
        if self._is_reading:
            self.instructions.append(written)
