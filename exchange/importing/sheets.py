"""Records that come as the rows of a file: what the file would do."""

import re
from collections.abc import Callable, Sequence

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from accounts.models import User
from core.exports import LONGEST_CELL, is_cut
from exchange.importing.blocks import in_blocks
from exchange.importing.drafts import Draft, Plan
from exchange.importing.headings import Layout, find_layout
from exchange.importing.planning import Planner
from exchange.importing.reading import Sheet
from exchange.resources.parsing import DAYS_TO_1904, Shown, is_blank, plain, trimmed
from exchange.resources.resource import BoundColumn, Resource

# What a spreadsheet writes instead of a value, also into a CSV file; hashes where a column is too narrow.
ERROR = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|#+)",
    re.IGNORECASE,
)


def make_plan(
    resource: Resource,
    sheet: Sheet,
    user: User,
    *,
    lock: bool = False,
    note_progress: Callable[[int], None] | None = None,
) -> Plan:
    """Plan the whole sheet for ``user``; with ``lock`` the records found are locked until the end."""
    layout = find_layout(resource, sheet)
    planner = Planner(resource, user, SheetRows(resource, sheet, layout), lock=lock)
    rows = [row for row in sheet.rows if row[0] > layout.heading_row]
    drafts = []
    for block in in_blocks(rows):
        drafts += planner.block(block)
        if note_progress:
            note_progress(len(drafts))
    planner.refuse_doubles(drafts)
    return Plan(drafts)


class SheetRows:
    """The rows of a sheet, cell by cell under its headings."""

    is_compared = True

    def __init__(self, resource: Resource, sheet: Sheet, layout: Layout) -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns = [column for column in resource.columns if layout.place(column.name)]
        self.codes = self._codes()

    def _codes(self) -> set[str]:
        place = self.layout.place("code")
        if place is None:
            return set()
        return {plain(str(cells[place - 1])) for _number, cells in self.sheet.rows if len(cells) >= place}

    def draft(self, number: int, cells: Sequence[object]) -> Draft:
        draft = Draft(number, {}, {column.name for column in self.columns})
        for place, column in self.layout.columns.items():
            cell = cells[place - 1] if place <= len(cells) else None
            draft.cells[column.name] = None if is_blank(cell) else self._as_seen(column, cell)
            self._distrust(draft, column.name, (number, place))
        for place, cell in enumerate(cells, start=1):
            known = place in self.layout.columns or place in self.layout.passed_over
            if not known and ((number, place) in self.sheet.broken or not is_blank(cell)):
                draft.refuse(
                    _("Column %(place)d has no heading; move or clear this cell.") % {"place": place}
                )
        return draft

    def _as_seen(self, column: BoundColumn, cell: object) -> object:
        """The cell as its reader sees it: percentages as such, days by the workbook's own calendar."""
        if column.is_percent:
            return as_percentage(cell)
        if column.is_day and self.sheet.uses_1904 and isinstance(cell, float):
            return cell + DAYS_TO_1904
        return cell

    def _distrust(self, draft: Draft, name: str, place: tuple[int, int]) -> None:
        cell = draft.cells[name]
        is_text = isinstance(cell, str)
        if place in self.sheet.merged:
            draft.refuse(_("This cell is merged with others; unmerge them and fill each one."), name)
        if place in self.sheet.broken or (is_text and ERROR.fullmatch(trimmed(cell))):
            draft.refuse(_("This formula shows an error or no result; write the value instead."), name)
        elif is_text and is_cut(cell):
            draft.refuse(
                _(
                    "This text is as long as a cell can be (%(most)s characters), so its end is probably "
                    "missing. Shorten it, or enter the whole text on the page."
                )
                % {"most": intcomma(LONGEST_CELL)},
                name,
            )
        elif place in self.sheet.zeros:
            draft.doubt(_("The 0 is the saved result of a formula; see whether it was worked out."), name)


def as_percentage(cell: object) -> object:
    """A share as the number before its sign of percent: a cell that shows 95 % counts as 95."""
    if isinstance(cell, Shown) and cell.is_percent:
        return cell * 100
    if isinstance(cell, str) and plain(cell).endswith("%"):
        return plain(cell).removesuffix("%")
    return cell
