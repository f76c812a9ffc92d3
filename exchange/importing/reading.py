"""Files as tables: the first visible sheet of a workbook, or a CSV file in UTF-8 or GB18030.

Row and column numbers are those that a spreadsheet shows. A formula counts as its saved result. Workbooks
are read by a process of their own (``workbook_process``): whatever they do to it is a sentence here.
"""

import csv
import io
import json
import logging
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exports import WATERMARK
from exchange.importing.errors import FileRefusedError
from exchange.importing.looking import places_of
from exchange.resources.parsing import Shown, is_blank

log = logging.getLogger(__name__)
MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
# While an import is written to SQLite nobody else can write; others give up after twenty seconds.
MAX_ROWS_EMBEDDED = 10_000
MAX_COLUMNS = 200
# Longer than the process may work: it waits for its turn on a busy machine.
PATIENCE_S = 120
READER = [sys.executable, "-m", "exchange.importing.workbook_process"]
HOUSE = Path(__file__).resolve().parents[2]
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What spreadsheets of before wrote, and web pages that call themselves .xls.
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|html|head|body|meta|table|style|\w+:)", re.I
)
MAIL = b"MIME-Version:"
ROW = re.compile(rb"<(?:[\w.-]{1,40}:)?row[\s/>]")
CHUNK, OVERLAP = 1024 * 1024, 64
MAX_COUNTED = 300 * 1024 * 1024
REFUSALS = {
    "damaged": gettext_lazy("This workbook cannot be read. Save it again as .xlsx."),
    "unpacked": gettext_lazy("The workbook unpacks to more than 300 MB. Divide it."),
    "hidden": gettext_lazy("The workbook has no visible sheet. Show the one that is to be read."),
    "far": gettext_lazy(
        "The table reaches to the cell %(place)s, which is too far, even where that cell holds only a blank. "
        "Delete the rows and columns outside of the table, or copy the table alone into a new workbook."
    ),
    "merged": gettext_lazy("Too many cells are merged. Unmerge them and fill each one."),
    "costly": gettext_lazy(
        "Reading this workbook takes more memory or time than it may. Copy the table alone into a new "
        "workbook, or divide it."
    ),
}

Place = tuple[int, int]


@dataclass
class Sheet:
    """A table as it was read: rows by their number, and what is to be known of their places.

    ``broken`` are places whose value cannot be trusted, ``zeros`` those where a formula has the saved
    result 0. ``others`` are the further sheets with something in them, by name, each with whether it is
    visible.
    """

    rows: list[tuple[int, list[Any]]]
    merged: set[Place] = field(default_factory=set)
    broken: set[Place] = field(default_factory=set)
    zeros: set[Place] = field(default_factory=set)
    uses_1904: bool = False
    name: str = ""
    others: list[tuple[str, bool]] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0


def read(content: bytes) -> Sheet:
    """The rows of the file that are not empty; raises ``FileRefusedError``."""
    if len(content) > MAX_BYTES:
        raise FileRefusedError(_("The file is larger than 20 MB. Divide it."))
    if content.startswith(OLD_WORKBOOK):
        raise FileRefusedError(_("Save the workbook as .xlsx without a password, or as CSV."))
    if MARKUP.match(content) or content.startswith(MAIL):
        raise FileRefusedError(
            _("This is a web page or XML, though it may be called .xls. Open it and save it as .xlsx.")
        )
    sheet = _workbook(content) if zipfile.is_zipfile(io.BytesIO(content)) else Sheet(_csv_rows(content))
    if not sheet.rows:
        raise FileRefusedError(_("The file is empty."))
    return sheet


def rows_at_most(content: bytes) -> int:
    """How many rows the file may have below its heading, counted without reading it; 0 if unreadable."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return max(content.count(b"\n"), content.count(b"\r"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sheets = [part for part in package.namelist() if "/worksheets/" in part and "/_rels/" not in part]
            # Beyond that the file is refused; nobody waits for the end of what swells up.
            if sum(package.getinfo(part).file_size for part in sheets) > MAX_COUNTED:
                return 0
            return max((_count_rows(package, part) for part in sheets), default=1) - 1
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return 0


def _count_rows(package: zipfile.ZipFile, part: str) -> int:
    """Marks of rows, counted piece by piece: whether a worker is needed, not what is read."""
    count, tail = 0, b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            piece = tail + chunk
            found = list(ROW.finditer(piece))
            count += len(found)
            # What was counted is not counted again with the next piece.
            tail = piece[max(len(piece) - OVERLAP, found[-1].end() if found else 0) :]
    return max(count, 1)


def _kept(
    rows: Iterable[tuple[int, list[Any]]], broken: AbstractSet[int] = frozenset()
) -> list[tuple[int, list[Any]]]:
    """The rows with something in them, with their numbers; not the line that says who exported them.

    A row with a ``broken`` cell has something in it, whatever can be read of it.
    """
    kept = []
    for number, cells in rows:
        if number not in broken and all(is_blank(cell) for cell in cells):
            continue
        if cells and str(cells[0]).startswith(WATERMARK):
            continue
        if len(cells) > MAX_COLUMNS and any(not is_blank(cell) for cell in cells[MAX_COLUMNS:]):
            raise FileRefusedError(_("The table has more than 200 columns."))
        kept.append((number, cells[:MAX_COLUMNS]))
        if len(kept) > most_rows() + 1:
            raise FileRefusedError(_too_long())
    return kept


def most_rows() -> int:
    """How many rows one file may have on the database at hand."""
    return MAX_ROWS_EMBEDDED if connection.vendor == "sqlite" else MAX_ROWS


def _too_long() -> str:
    if connection.vendor == "sqlite":
        return _(
            "The file has more than %(most)s rows. This portal stands on the embedded database, where nobody "
            "else can write while an import is written. Divide the file, or let the administrator move to "
            "PostgreSQL."
        ) % {"most": intcomma(most_rows())}
    return _("The file has more than %(most)s rows. Divide it.") % {"most": intcomma(most_rows())}


def _workbook(content: bytes) -> Sheet:
    known, *rows = _read_apart(content)
    if "refused" in known:
        raise FileRefusedError(REFUSALS[known["refused"]] % {"place": known["place"]})
    broken = {(row, column) for row, column in known["broken"]}
    broken_rows = {row for row, _column in broken}
    return Sheet(
        _kept(((number, [_cell(told) for told in cells]) for number, cells in rows), broken_rows),
        merged={place for covered in known["merged"] for place in places_of(covered)},
        broken=broken,
        zeros={(row, column) for row, column in known["zeros"]},
        uses_1904=known["uses_1904"],
        name=known["name"],
        others=[(name, is_visible) for name, is_visible in known["others"]],
        hidden_rows=known["hidden_rows"],
        hidden_columns=known["hidden_columns"],
    )


def _read_apart(content: bytes) -> list[Any]:
    """What the process that reads workbooks says of this one, line by line."""
    try:
        done = subprocess.run(  # noqa: S603 (our own module, and nothing of the file is in the command)
            READER,
            input=content,
            capture_output=True,
            cwd=HOUSE,
            # It needs nothing that the portal's environment holds, secrets least of all.
            env={},
            timeout=PATIENCE_S,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]
    except (subprocess.SubprocessError, OSError, ValueError) as death:
        log.warning("A workbook could not be read: %s", death)
        raise FileRefusedError(REFUSALS["costly"]) from death


def _cell(told: Any) -> Any:
    """A value as the process told it."""
    if not isinstance(told, dict):
        return told
    if "number" in told:
        return Shown(told["number"], told["shown"])
    ((kind, value),) = told.items()
    return KINDS[kind](value)


KINDS: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda seconds: timedelta(seconds=seconds),
}


def _csv_rows(content: bytes) -> list[tuple[int, list[Any]]]:
    written = _decoded(content)
    first_line = written.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first_line.count)
    lines = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True)
    try:
        return _kept(enumerate(lines, start=1))
    except csv.Error as damaged:
        # The reader says no more than its own words.
        if "field limit" in str(damaged):
            raise FileRefusedError(
                _(
                    "Line %(line)d of this CSV file has a field of over %(most)s characters. Shorten it; "
                    "if no field is that long, a quotation mark is not closed."
                )
                % {"line": lines.line_num, "most": intcomma(csv.field_size_limit())}
            ) from damaged
        raise FileRefusedError(
            _("This CSV file cannot be read: a quotation mark is not closed.")
        ) from damaged


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith(UTF16_MARKS) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(_("The file is neither a workbook (.xlsx) nor CSV in UTF-8 or GB18030."))
