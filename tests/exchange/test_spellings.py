"""One workbook in every spelling of its XML is one workbook."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.importing import reading
from exchange.importing.errors import FileRefusedError
from exchange.resources.parsing import Shown
from tests.exchange.spelling import (
    DAY,
    PERCENT,
    PLAIN,
    QUOTED_PERCENT,
    ZEROS,
    Cell,
    Spelling,
    book,
    sheet_xml,
)

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
often = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

SPELLINGS = st.builds(
    Spelling,
    prefix=st.sampled_from(["", "x:", "main:", "工作:"]),
    relation_prefix=st.sampled_from(["r", "rel", "q1"]),
    package_prefix=st.sampled_from(["", "p:", "pkg:"]),
    quote=st.sampled_from(['"', "'"]),
    is_turned=st.booleans(),
    has_absolute_targets=st.booleans(),
    sheet_part=st.sampled_from(["worksheets/sheet1.xml", "worksheets/Blatt.xml", "data/table-7.xml"]),
    has_addresses=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig"]),
    blank=st.sampled_from(["", " ", "\n", "\t"]),
    has_comments=st.booleans(),
)
WORDS = st.text(st.sampled_from("甲乙<&>\"'Ab 1 ="), min_size=1, max_size=8).filter(str.strip)
NUMBERS = st.decimals(0, 9999, places=2).map(str)
CELLS = st.one_of(
    st.none(),
    st.builds(Cell, text=WORDS),
    st.builds(Cell, value=NUMBERS),
    st.builds(Cell, value=NUMBERS, formula=st.just("1+1")),
    st.builds(Cell, value=st.just("0"), formula=st.just("A1*1")),
    st.builds(Cell, formula=st.sampled_from(["1+1", 'IF(A1="a",1,2)', "A1<2"])),
    st.builds(Cell, value=st.just(""), formula=st.just("1+1"), kind=st.sampled_from(["", "str"])),
    st.builds(Cell, value=st.sampled_from(["#N/A", "#REF!"]), kind=st.just("e"), formula=st.just("X")),
    st.builds(Cell, value=st.just("#DIV/0!"), kind=st.just("e")),
    st.builds(Cell, value=st.just("saved"), kind=st.just("str"), formula=st.just("A1&A2")),
    st.builds(Cell, value=st.just("1"), kind=st.just("b")),
    st.builds(Cell, value=st.just("0.95"), style=st.just(PERCENT)),
    st.builds(Cell, value=st.just("12"), style=st.sampled_from([PLAIN, ZEROS, QUOTED_PERCENT])),
    st.builds(Cell, value=st.just("44713"), style=st.just(DAY)),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5)


def what_is_said(content):
    """Everything that an import knows of the file."""
    try:
        sheet = reading.read(content)
    except FileRefusedError as refusal:
        return refusal.messages
    rows = []
    for number, cells in sheet.rows:
        told = [(cell, cell.shown) if isinstance(cell, Shown) else (cell, type(cell)) for cell in cells]
        while told and told[-1][0] in ("", None):
            told.pop()
        rows.append((number, told))
    return rows, sheet.broken, sheet.zeros, sheet.uses_1904, sheet.name, sheet.others, sheet.hidden_rows


@often
@given(
    rows=TABLES,
    spelling=SPELLINGS,
    uses_1904=st.booleans(),
    hidden=st.sets(st.integers(1, 5)),
    states=st.sampled_from([(), ("hidden",), ("veryHidden",), ("visible", "hidden")]),
)
def test_no_spelling_changes_what_is_read(rows, spelling, uses_1904, hidden, states):
    def written(how):
        sheets = [
            sheet_xml(rows, how, hidden_rows=hidden),
            sheet_xml([[Cell("code"), Cell("名")]], how),
        ]
        return book(sheets, how, uses_1904=uses_1904, states=states)

    assert what_is_said(written(spelling)) == what_is_said(written(Spelling()))


@often
@given(rows=TABLES, spelling=SPELLINGS)
def test_no_cell_that_holds_something_is_read_as_empty(rows, spelling):
    said = [[Cell("a"), *row] for row in rows]
    sheet = reading.read(book([sheet_xml(said, spelling)], spelling))

    read = dict(sheet.rows)
    for number, row in enumerate(said, start=1):
        for place, cell in enumerate(row, start=1):
            if cell is None:
                continue
            has_result = bool(cell.text or cell.value) and cell.kind != "e"
            assert ((number, place) in sheet.broken) is not has_result
            if has_result:
                assert read[number][place - 1] not in ("", None)
