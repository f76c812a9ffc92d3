"""A return as a workbook that is ready to be signed and sealed, from the same body as the page."""

from django.utils.translation import gettext as _

from core.figures import YUAN_PER_WAN
from indicators.units import Kind as UnitKind
from reports.monthly.body import Body, Cell
from reports.official.sheet import Column, Kind, Sheet

KINDS = {UnitKind.COUNT: Kind.NUMBER, UnitKind.SHARE: Kind.SHARE}


def sheet(body: Body) -> Sheet:
    """One row an item, one column a line; below the table the answers and what changed since."""
    columns = (
        Column(_("Subject"), width=8),
        Column(_("Figure"), width=26),
        Column(_("Unit"), width=7),
        *(Column(heading, Kind.DECIMAL, 9) for heading in body.headings),
    )
    rows, kinds = [], []
    for group in body.groups:
        for item, cells in group.rows:
            rows.append([str(group.title), str(item.label), str(item.unit.name), *map(_value, cells)])
            kinds.append(KINDS.get(item.unit.kind, Kind.DECIMAL))
    return Sheet(columns, rows, row_kinds=tuple(kinds), remarks=tuple(_remarks(body)))


def _value(cell: Cell):
    """The figure in the unit that is shown."""
    is_yuan = cell.item.unit.kind is UnitKind.YUAN
    return cell.value / YUAN_PER_WAN if is_yuan and cell.value is not None else cell.value


def _remarks(body: Body):
    for question, answer in body.answers:
        yield str(question.label), answer
    if body.record.comment:
        yield _("Remarks of the county"), body.record.comment
    if body.differing:
        yield (
            _("Changed in the records since"),
            "; ".join(
                f"{cell.line} {cell.item.label} {cell.text} → {cell.now_text}" for cell in body.differing
            ),
        )
