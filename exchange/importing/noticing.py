"""What somebody should know of a file before it is imported, though nothing of it is refused."""

import re
import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from core.texts import Text
from exchange.importing.drafts import REFUSED, Draft, Plan
from exchange.importing.reading import Sheet
from exchange.importing.workbooks import LISTS
from exchange.resources.resource import Resource

TOLD = 20
# A question mark between two Chinese signs is mostly a sign that an older encoding did not have.
LOST = re.compile(r"[\u3400-\u9fff]\?[\u3400-\u9fff]|\?\?|\ufffd")
# Signs that turn the direction of writing, so that a text is read as something else.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def notes_on(resource: Resource, sheet: Sheet, plan: Plan) -> list[str]:
    """Sentences about the sheet, and about the first cells that somebody should look at."""
    cells = [sentence for draft in plan.drafts for sentence in _doubts(resource, draft)]
    more = len(cells) - TOLD
    if more > 0:
        cells[TOLD:] = [_("… and %(count)d more of the kind.") % {"count": more}]
    return [*_sheets(sheet), *_hidden(sheet), *cells]


def _sheets(sheet: Sheet) -> list[str]:
    own = _own_sheets()
    others = [(name, is_visible) for name, is_visible in sheet.others if name not in own]
    if not others:
        return []
    names = ", ".join(
        f"“{name}”" if is_visible else _("“%(name)s” (hidden)") % {"name": name}
        for name, is_visible in others[:TOLD]
    )
    return [_("The sheet “%(read)s” was read; not read: %(others)s.") % {"read": sheet.name, "others": names}]


def _own_sheets() -> set[str]:
    """The sheets that stand beside the table in every workbook of the portal's own."""
    found = {LISTS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(_("Help"))
    return found


def _hidden(sheet: Sheet) -> list[str]:
    found = []
    if sheet.hidden_rows:
        found.append(
            ngettext(
                "%(count)d row that is hidden or filtered out in the file counts as well.",
                "%(count)d rows that are hidden or filtered out in the file count as well.",
                sheet.hidden_rows,
            )
            % {"count": sheet.hidden_rows}
        )
    if sheet.hidden_columns:
        found.append(
            ngettext(
                "%(count)d column that is hidden in the file counts as well.",
                "%(count)d columns that are hidden in the file count as well.",
                sheet.hidden_columns,
            )
            % {"count": sheet.hidden_columns}
        )
    return found


def _doubts(resource: Resource, draft: Draft) -> Iterable[str]:
    if draft.action == REFUSED:
        return
    columns = {column.name: column for column in resource.columns}
    for name, sentence in draft.doubts:
        yield _told(draft, columns[name].header, sentence)
    for name, cell in draft.cells.items():
        if isinstance(cell, str) and (sentence := odd_sign_in(cell)):
            yield _told(draft, columns[name].header, sentence)


def _told(draft: Draft, header: str, sentence: Text) -> str:
    return _("Row %(row)d, %(column)s: %(sentence)s") % {
        "row": draft.number,
        "column": header,
        "sentence": sentence,
    }


def odd_sign_in(text: str) -> str:
    """What is odd about a text that can be kept all the same; empty where nothing is."""
    if LOST.search(text):
        return _("“%(text)s” holds a “?” where a sign was probably lost; see how it is really written.") % {
            "text": text[:50]
        }
    odd = [sign for sign in text if sign in TURNING or unicodedata.category(sign) == "Co"]
    if odd:
        return _("“%(text)s” holds a sign that not everybody sees alike (U+%(sign)04X).") % {
            "text": "".join(sign for sign in text if sign not in TURNING)[:50],
            "sign": ord(odd[0]),
        }
    return ""
