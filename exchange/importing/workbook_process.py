"""Reads one workbook in a process of its own: ``python -m exchange.importing.workbook_process``.

The workbook comes on standard input, lines of JSON go to standard output: first what is known of the
sheet, or why it is refused, then its rows. Whatever a file does to this process, memory and time
included, happens to nobody else. Without Django, so that it starts quickly.
"""

import io
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from core.office import UnreadableError, main_part
from exchange.importing import looking

MAX_MEMORY = 1024 * 1024 * 1024
MAX_SECONDS = 60
MAX_UNPACKED = 300 * 1024 * 1024
# Ten rows may stand above the heading.
LIMITS = looking.Limits(last_row=50_010, places=4_000_000, ranges=10_000, covered=200_000)
DAMAGES = (
    CalamineError,
    UnreadableError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
)

Told = dict[str, Any]


class RefusedError(Exception):
    """Why a workbook is not read: a word that the portal has a sentence for, and what belongs into it."""


def limit() -> None:
    """Let this process take no more memory and time than a workbook may cost."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))


def answer(content: bytes) -> Iterator[Told | list[Any]]:
    """What is said of the workbook, line by line."""
    try:
        yield from _read(content)
    except RefusedError as refusal:
        yield {"refused": refusal.args[0], "place": refusal.args[1]}
    except looking.TooFarError as far:
        yield {"refused": "far", "place": far.args[0]}
    except looking.TooManyMergedError:
        yield {"refused": "merged", "place": ""}
    except DAMAGES:
        yield {"refused": "damaged", "place": ""}


def _read(content: bytes) -> Iterator[Told | list[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
            raise RefusedError("unpacked", "")
        book = looking.Book(package, main_part(package))
        index = _first_seen(book)
        tab = book.tabs[index]
        seen = looking.look_at(package, tab.part, _formats(package, book), LIMITS)
        others = [
            [other.name, other.is_visible]
            for other in book.tabs
            if other is not tab and other.is_table and looking.holds_something(package, other.part, LIMITS)
        ]
    rows = list(_rows(content, index, tab.name, seen))
    yield {
        "name": tab.name,
        "others": others,
        "uses_1904": book.uses_1904,
        "merged": seen.merged,
        "broken": sorted(seen.broken),
        "zeros": sorted(seen.zeros),
        "hidden_rows": sum(number in seen.hidden_rows for number, _cells in rows),
        "hidden_columns": _hidden_columns(seen),
    }
    yield from ([number, [_told(cell) for cell in cells]] for number, cells in rows)


def _first_seen(book: looking.Book) -> int:
    """Which sheet is read: the first that somebody sees who opens the file."""
    for index, tab in enumerate(book.tabs):
        if tab.is_table and tab.is_visible:
            return index
    raise RefusedError("hidden", "")


def _formats(package: zipfile.ZipFile, book: looking.Book) -> dict[str, str]:
    styles = looking.Styles()
    if book.styles:
        styles.walk(package, book.styles)
    return styles.formats


def _rows(content: bytes, index: int, name: str, seen: looking.Seen) -> Iterator[tuple[int, list[Any]]]:
    """The rows with something in them. Where both readers differ, the place is not to be trusted."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        if book.sheet_names[index] != name:
            raise UnreadableError(name)
        table = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    for number, cells in enumerate(table, start=1):
        _compare(number, cells, seen)
    broken = {row for row, _column in seen.broken}
    for number, cells in enumerate(table, start=1):
        if number in broken or any(cell != "" for cell in cells):
            shown = [_shown(cell, seen.formats.get((number, place))) for place, cell in enumerate(cells, 1)]
            yield number, shown
    yield from ((number, []) for number in sorted(broken) if number > len(table))


def _compare(number: int, cells: list[Any], seen: looking.Seen) -> None:
    """Note where one of the two readers sees something and the other does not."""
    read = sum(1 << place for place, cell in enumerate(cells, start=1) if cell != "")
    sure = seen.filled.get(number, 0)
    differing = (sure & ~read) | (read & ~(sure | seen.perhaps.get(number, 0)))
    if differing:
        seen.broken |= {(number, place) for place in _bits(differing)}


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _shown(cell: Any, shown: str | None) -> Any:
    return {"number": cell, "shown": shown} if shown and isinstance(cell, float) else cell


def _hidden_columns(seen: looking.Seen) -> int:
    filled = 0
    for mask in [*seen.filled.values(), *seen.perhaps.values()]:
        filled |= mask
    hidden = [(first, last) for first, last in seen.hidden_columns if first <= last]
    return sum(any(first <= place <= last for first, last in hidden) for place in _bits(filled))


def _told(cell: Any) -> Any:
    """A value that JSON has no kind for, by name."""
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def main() -> int:
    """Read what comes in, say what it holds."""
    limit()
    content = sys.stdin.buffer.read()
    for told in answer(content):
        sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
