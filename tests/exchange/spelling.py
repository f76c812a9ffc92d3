"""Workbooks written by hand, in any spelling of the same XML that the standard allows."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CELL_FORMATS = (0, 14, 9, 164, 165)
OWN_FORMATS = {164: "0000", 165: '0.0"%"'}
PLAIN, DAY, PERCENT, ZEROS, QUOTED_PERCENT = range(5)


@dataclass(frozen=True)
class Spelling:
    """How one writer writes; each choice leaves what is said the same."""

    prefix: str = ""
    relation_prefix: str = "r"
    package_prefix: str = ""
    quote: str = '"'
    is_turned: bool = False
    has_absolute_targets: bool = False
    sheet_part: str = "worksheets/sheet1.xml"
    has_addresses: bool = True
    encoding: str = "utf-8"
    blank: str = ""
    has_comments: bool = False

    def mark(self, name: str, attributes=(), inside: str = "", prefix: str | None = None) -> str:
        """One element with its attributes."""
        name = f"{self.prefix if prefix is None else prefix}{name}"
        quoted = {self.quote: f"&#{ord(self.quote)};"}
        pairs = [
            f"{key}{self.blank}={self.blank}{self.quote}{escape(value, quoted)}{self.quote}"
            for key, value in attributes
        ]
        written = " ".join(["", *(reversed(pairs) if self.is_turned else pairs)])
        comment = "<!-- <c r='B2'><v>9</v></c> -->" if self.has_comments and inside.startswith("<") else ""
        return f"<{name}{written}>{comment}{inside}</{name}>" if inside else f"<{name}{written}{self.blank}/>"

    def part(self, root: str) -> bytes:
        """A part of the package."""
        declared = self.encoding.removesuffix("-sig")
        return f'<?xml version="1.0" encoding="{declared}"?>{root}'.encode(self.encoding)

    def namespaces(self):
        """What the root of a sheet or book declares."""
        own = f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns"
        return [(own, TRANSITIONAL[0]), (f"xmlns:{self.relation_prefix}", TRANSITIONAL[1])]


@dataclass(frozen=True)
class Cell:
    """A cell: text, or ``value`` as it stands in the file, with its formula, type and format."""

    text: str = ""
    value: str | None = None
    formula: str | None = None
    kind: str = ""
    style: int = PLAIN
    # Attributes of the formula, of an array for instance.
    formula_says: tuple[tuple[str, str], ...] = ()


def sheet_xml(rows, spelling, *, hidden_rows=(), tail="") -> bytes:
    """A sheet of rows of cells; None is a cell that is not there."""
    written = []
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        cells = "".join(_cell(cell, number, place, spelling) for place, cell in enumerate(row))
        says = [("r", str(number))] + ([("hidden", "1")] if number in hidden_rows else [])
        written.append(spelling.mark("row", says, cells))
    data = spelling.mark("sheetData", (), "".join(written))
    return spelling.part(spelling.mark("worksheet", spelling.namespaces(), data + tail))


def _cell(cell, number, place, spelling) -> str:
    if cell is None:
        return "" if spelling.has_addresses else spelling.mark("c")
    says = [("r", f"{chr(ord('A') + place)}{number}")] if spelling.has_addresses else []
    says += [("s", str(cell.style))] if cell.style else []
    inside = ""
    if cell.text:
        says.append(("t", "inlineStr"))
        inside = spelling.mark("is", (), spelling.mark("t", (), escape(cell.text)))
    elif cell.kind:
        says.append(("t", cell.kind))
    if cell.formula is not None:
        inside += spelling.mark("f", cell.formula_says, escape(cell.formula))
    if cell.value is not None:
        inside += spelling.mark("v", (), escape(cell.value))
    return spelling.mark("c", says, inside)


def book(sheets, spelling=None, *, uses_1904=False, states=(), extra=()) -> bytes:
    """The workbook of these sheets, each as ``sheet_xml`` made it; ``extra`` are more parts by name."""
    spelling = spelling or Spelling()
    parts = [spelling.sheet_part] + [f"worksheets/other{number}.xml" for number in range(1, len(sheets))]
    base = "/xl/" if spelling.has_absolute_targets else ""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(parts))
        package.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")], spelling))
        tabs = "".join(
            spelling.mark("sheet", _tab(number, states, spelling)) for number in range(1, len(sheets) + 1)
        )
        settings = spelling.mark("workbookPr", [("date1904", "1" if uses_1904 else "0")])
        root = spelling.mark("workbook", spelling.namespaces(), settings + spelling.mark("sheets", (), tabs))
        package.writestr("xl/workbook.xml", spelling.part(root))
        targets = [("worksheet", base + part) for part in parts] + [("styles", f"{base}styles.xml")]
        package.writestr("xl/_rels/workbook.xml.rels", _relations(targets, spelling))
        package.writestr("xl/styles.xml", _styles(spelling))
        for part, sheet in zip(parts, sheets, strict=True):
            package.writestr(f"xl/{part}", sheet)
        for name, content in extra:
            package.writestr(name, content)
    return stream.getvalue()


def _tab(number, states, spelling):
    says = [("name", f"表{number}"), ("sheetId", str(number))]
    state = states[number - 1] if number <= len(states) else ""
    says += [("state", state)] if state else []
    return [*says, (f"{spelling.relation_prefix}:id", f"rId{number}")]


def _relations(targets, spelling) -> bytes:
    prefix = spelling.package_prefix
    marks = "".join(
        spelling.mark(
            "Relationship",
            [("Id", f"rId{number}"), ("Type", f"{TRANSITIONAL[1]}/{kind}"), ("Target", target)],
            prefix=prefix,
        )
        for number, (kind, target) in enumerate(targets, start=1)
    )
    own = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return spelling.part(
        spelling.mark("Relationships", [(own, f"{PACKAGE}/relationships")], marks, prefix=prefix)
    )


def _styles(spelling) -> bytes:
    formats = "".join(
        spelling.mark("numFmt", [("numFmtId", str(number)), ("formatCode", code)])
        for number, code in OWN_FORMATS.items()
    )
    cells = "".join(spelling.mark("xf", [("numFmtId", str(number))]) for number in CELL_FORMATS)
    inside = spelling.mark("numFmts", [("count", str(len(OWN_FORMATS)))], formats)
    inside += spelling.mark("cellXfs", [("count", str(len(CELL_FORMATS)))], cells)
    return spelling.part(spelling.mark("styleSheet", spelling.namespaces(), inside))


def _content_types(parts) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{kind}.worksheet+xml"/>' for part in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>'
    )


def table(*rows):
    """A sheet's rows: texts and numbers as cells, other cells as they are."""
    return [
        [
            cell
            if cell is None or isinstance(cell, Cell)
            else Cell(cell)
            if isinstance(cell, str)
            else Cell(value=str(cell))
            for cell in row
        ]
        for row in rows
    ]


def areas(station, *cells):
    """The station with its area, once a cell; the first row is the heading."""
    return table(["code", "area_m2"], *([station.code, cell] for cell in cells))


def of(rows, spelling=None, **says):
    spelling = spelling or Spelling()
    return book([sheet_xml(rows, spelling)], spelling, **says)
