"""Whatever a file holds: no page breaks, nothing is written by halves, all of it can be undone."""

import contextlib
import csv
import io
from collections import Counter
from datetime import date

import pytest
import xlsxwriter
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.exports import defused
from exchange.importing.workbooks import for_editing
from exchange.resources import parsing
from exchange.resources.registry import RESOURCES
from tests.exchange.files import do, errors_of, upload
from tests.exchange.nouns import NOUNS, make_one_of_each

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

# What an import keeps of itself; and who is signed in, which is nobody's record.
OWN_BOOKS = {"exchange.ImportBatch", "exchange.ImportRow", "exchange.Change", "sessions.Session"}
# The same examples in each run: what is green stays green until somebody changes something.
moderately = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def tables() -> dict[str, list[tuple]]:
    """Every row of every table as it is stored; histories and feed, which only grow, are not among them."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=str)
        for model in apps.get_models(include_auto_created=True)
        if not model.__name__.startswith("Historical") and model._meta.label not in OWN_BOOKS
    }


@contextlib.contextmanager
def forgotten():
    """What is done inside is taken back, so that each example finds the same records."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def records(hedong, taocheng, service_model):
    """A few of every noun."""
    for name in ("第1站", "第2站", "第3站"):
        make_one_of_each(hedong, name)


# --- files ---------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = st.sampled_from(
    [
        "=1+1", "'=1+1", "''@x", "-5", "@某", "　", " 空 ", "１２３", "2022年6月1日", "2022-02-30", "#REF!",
        "131102002", "131102002 河东街道", "131102", "1138N", "ST-131102002-1", "ST-131102002-1 第1站",
        "AG-0001", "SW-00001", "SW-99999", "own", "是", "yes", "county", "operator", "\x00", "\x0b", "a\nb",
        "0012", "x" * 400,
        "9" * 400, "1e400", "NaN", "٣", "²", "½", "1/0", "0", "-0", "1,000", "00:00", "2022-06-30 00:00:00",
    ]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([44713.0, 1e300]),
)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
CELLS = st.one_of(st.none(), ODD, WORDS, NUMBERS, DAYS, st.booleans())


@st.composite
def random_tables(draw):
    """A noun, and a table with more or less of its headings and cells of every kind."""
    resource = RESOURCES[draw(st.sampled_from(list(RESOURCES)))]
    known = [draw(st.sampled_from([column.name, column.header])) for column in resource.columns]
    headings = draw(
        st.one_of(st.permutations(known), st.just(known), st.lists(st.sampled_from(known), max_size=9))
    )
    headings = [*headings, *draw(st.lists(CELLS, max_size=1))]
    row = st.lists(CELLS, max_size=len(headings) + 1)
    rows = draw(st.lists(st.one_of(row, st.just([])), max_size=6))
    return resource.name, [*draw(st.lists(row, max_size=1)), headings, *rows]


def as_workbook(rows, merged=None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                _put(sheet, number, place, cell, days)
        if merged:
            sheet.merge_range(*merged, "合并")
    return stream.getvalue()


def _put(sheet, number, place, cell, days):
    if isinstance(cell, date):
        sheet.write_datetime(number, place, cell, days)
    elif cell == "=1+1":
        sheet.write_formula(number, place, cell, value="2")
    elif cell == "1/0":
        sheet.write_formula(number, place, "=1/0", value="#DIV/0!")
    elif isinstance(cell, int) and not isinstance(cell, bool):
        sheet.write_number(number, place, float(cell))
    else:
        sheet.write(number, place, cell)


def as_csv(rows, encoding) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding, errors="replace")


@st.composite
def files(draw, rows):
    """The rows as a file of some kind, now and then damaged."""
    kind = draw(st.sampled_from(["xlsx", "merged", "utf-8-sig", "gb18030", "utf-16", "damaged"]))
    if kind in ("xlsx", "damaged"):
        content = as_workbook(rows)
    elif kind == "merged":
        top, left = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        content = as_workbook(rows, merged=(top, left, top + 1, left + draw(st.integers(0, 2))))
    else:
        content = as_csv(rows, kind)
    if kind == "damaged":
        # The length itself varies by the clock.
        place = draw(st.integers(0, 2**16)) % len(content)
        content = (
            content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + draw(st.integers(0, 40)) :]
        )
    return content


# --- what holds for each of them -------------------------------------------------------------------------


def what_happens(batch):
    return [(row.number, row.action, row.differences, row.errors) for row in batch.rows.order_by("number")]


def counts_of(batch):
    return batch.new_count, batch.changed_count, batch.unchanged_count, batch.refused_count


def hold(client, resource, content) -> str:
    """Send the file and go all the way that it lets us; returns the state after the check."""
    before = tables()
    batch = upload(client, resource, content, "文件.xlsx")
    assert tables() == before
    assert batch.status in ("checked", "refused"), batch.message
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert client.get(reverse("exchange:importbatch-marked", args=[batch.code])).status_code in (200, 404)
    checked, counts, status = what_happens(batch), counts_of(batch), batch.status
    batch = do(client, batch, "commit")
    if status == "refused":
        assert (batch.status, tables()) == ("refused", before)
        assert errors_of(batch) or batch.message
        return status
    assert batch.status == "committed", batch.message
    assert (what_happens(batch), counts_of(batch)) == (checked, counts)
    done = Counter(row[1] for row in checked)
    assert (done["new"], done["changed"]) == counts[:2]
    label = RESOURCES[resource].model._meta.label
    assert len(tables()[label]) == len(before[label]) + batch.new_count
    assert (tables() == before) == (counts[:2] == (0, 0))
    batch = do(client, batch, "undo")
    assert (batch.status, batch.message) == ("undone", "")
    assert tables() == before
    return status


@moderately
@given(data=st.data())
def test_no_random_file_breaks_a_page_or_writes_by_halves(data, records, client_for):
    resource, rows = data.draw(random_tables())
    content = data.draw(files(rows))

    with forgotten():
        hold(client_for(resource), resource, content)


# --- exports, as they are and with a few cells changed ----------------------------------------------------


def exported(resource, kind, user) -> bytes:
    """All records of the noun as a file for editing."""
    declared = RESOURCES[resource]
    rows = declared.model.objects.select_related(*declared.select_related).order_by("pk")
    if kind == "xlsx":
        return for_editing(declared, user, rows)
    cells = ([defused(column.shown(record)) for column in declared.columns] for record in rows)
    return as_csv([[column.header for column in declared.columns], *cells], "utf-8-sig")


def cells_of(content, kind) -> list[list]:
    """What stands in the file's table."""
    if kind == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[None if cell == "" else cell for cell in row] for row in sheet.to_python()]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def plausible(column, typed) -> st.SearchStrategy:
    """Cells that somebody could mean in this column; ``typed`` are those of the other rows."""
    likely = [st.sampled_from(typed), st.just(None)]
    if column.options:
        likely.append(st.sampled_from(column.options))
    if column.is_day:
        likely.append(st.dates(date(2021, 1, 1), date(2022, 12, 31)))
    elif column.is_number:
        likely.append(st.integers(0, 200))
    elif not column.is_reference and column.name not in column.resource.key:
        likely.append(st.text("甲乙丙Ab1 -=", min_size=1, max_size=8))
    return st.one_of(likely)


@st.composite
def edited(draw, resource, rows):
    """The exported rows as somebody sends them back: cells changed, rows left out, rows without code."""
    columns = RESOURCES[resource].columns
    headings, *rows = rows
    rows = [list(row) for row in draw(st.permutations(rows))][draw(st.integers(0, 1)) :]
    for _time in range(draw(st.integers(1, 3))):
        row, place = draw(st.sampled_from(rows)), draw(st.integers(0, len(columns) - 1))
        row[place] = draw(plausible(columns[place], [other[place] for other in rows]))
    if columns[0].name == "code" and draw(st.booleans()):
        rows.append([None, *draw(st.sampled_from(rows))[1:]])
    return [headings, *rows]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_edited_exports_are_refused_whole_or_written_whole_and_undone(kind, records, client_for, sender_of):
    outcomes = Counter()

    @moderately
    @given(data=st.data())
    def sent_back(data):
        resource = data.draw(st.sampled_from(list(RESOURCES)))
        rows = data.draw(edited(resource, cells_of(exported(resource, kind, sender_of(resource)), kind)))
        content = as_workbook(rows) if kind == "xlsx" else as_csv(rows, "utf-8-sig")
        with forgotten():
            outcomes[hold(client_for(resource), resource, content)] += 1

    sent_back()

    # Neither kind of end may be the only one that was seen.
    assert min(outcomes["checked"], outcomes["refused"]) > 3, outcomes


# Texts that a record may hold and a spreadsheet likes to spoil; blanks at the ends are cut by every form.
STORED = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\n, 　１Ａ；'\u00a0\u200b甲乙0"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: parsing.trimmed(text) and text.isprintable() or "\n" in text)


@moderately
@given(data=st.data())
def test_what_is_exported_comes_back_as_it_was(data, records, client_for, sender_of):
    kind, language = (
        data.draw(st.sampled_from(["xlsx", "csv"])),
        data.draw(st.sampled_from(["en", "zh-hans"])),
    )
    with forgotten():
        resource = data.draw(st.sampled_from(list(RESOURCES)))
        model = RESOURCES[resource].model
        for name in NOUNS[resource].texts:
            model.objects.update(**{name: data.draw(STORED)})
        before = tables()
        with translation.override(language):
            content = exported(resource, kind, sender_of(resource))
        client = client_for(resource)

        batch = upload(client, resource, content)

        assert (batch.message, errors_of(batch)) == ("", [])
        assert what_happens(batch) == []
        assert batch.unchanged_count == model.objects.count() > 0
        assert do(client, batch, "commit").status == "committed"
        assert tables() == before
