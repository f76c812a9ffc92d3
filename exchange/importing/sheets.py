"""Records that come as the rows of a file: what the file would do."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from core.texts import plain
from exchange.importing.blocks import in_blocks
from exchange.importing.drafts import Draft, Plan
from exchange.importing.headings import Layout, find_layout
from exchange.importing.planning import Planner
from exchange.importing.reading import Sheet
from exchange.resources.parsing import is_blank
from exchange.resources.resource import Resource


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
        for place, cell in enumerate(cells, start=1):
            column = self.layout.columns.get(place)
            if column:
                draft.cells[column.name] = None if is_blank(cell) else cell
                self._distrust(draft, column.name, (number, place))
            elif not is_blank(cell) and place not in self.layout.passed_over:
                draft.refuse(
                    _("Column %(place)d has no heading; move or clear this cell.") % {"place": place}
                )
        for column in self.columns:
            draft.cells.setdefault(column.name, None)
        return draft

    def _distrust(self, draft: Draft, name: str, place: tuple[int, int]) -> None:
        if place in self.sheet.merged:
            draft.refuse(_("This cell is merged with others; unmerge them and fill each one."), name)
        if place in self.sheet.broken:
            draft.refuse(_("This formula shows an error or no result; write the value instead."), name)
