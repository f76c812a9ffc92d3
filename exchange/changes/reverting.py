"""Setting changes back: each field that a version changed gets the value it had before.

Nothing is removed from the history: setting back writes a new version, which can be set back too.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core import judge
from core.errors import Refused
from core.history import history_of, keep
from core.scope import rows_of
from core.texts import Text
from exchange.changes import reading
from exchange.changes.authors import author_name, read_roles
from exchange.changes.chronicle import Chronicle
from exchange.changes.reading import Pair
from exchange.changes.words import REVERT, reason_words
from exchange.importing.undoing import shortened
from exchange.importing.writing import sentence_for
from exchange.models import ImportBatch

VERSIONS_AT_ONCE = 200


@dataclass
class Work:
    """A record as it would be after setting back, not saved yet."""

    chronicle: Chronicle
    record: Any
    stored: Any


class Reverting:
    """What setting versions back would write for ``by``, and every reason against it.

    With ``lock`` the records stay as they were read until the transaction ends.
    """

    def __init__(self, *, by: User, lock: bool = False) -> None:
        self.by = by
        self.lock = lock
        self.reasons: list[str] = []
        self.pairs: list[Pair] = []
        self._works: dict[tuple[str, int], Work] = {}

    def look_at(self, pairs: Iterable[Pair], *, skip_idle: bool = False) -> None:
        """Set the versions back in memory, the newest first, and check what comes of it.

        With ``skip_idle`` versions that changed nothing by themselves are passed over.
        """
        for pair in pairs:
            if refusal := self._refusal(pair):
                self._object(pair, refusal)
            elif attributes := pair.chronicle.changed_attributes(pair.version, pair.before):
                self._set_back(pair, attributes)
            elif not skip_idle:
                self._object(pair, self._why_idle(pair))
        for work in self._works.values():
            self._check(work)

    def write(self, reason: str) -> list[Any]:
        """Save the records and let follow what follows; returns them. Raises ``Refused``."""
        if self.reasons:
            raise Refused(shortened(self.reasons))
        for work in self._works.values():
            try:
                with transaction.atomic():
                    keep(work.record, self.by, reason=f"{REVERT}{reason}")
            except ValidationError as refusal:
                raise Refused(refusal.messages) from refusal
            except IntegrityError as refusal:
                raise Refused(sentence_for(work.chronicle.model, refusal)) from refusal
        for chronicle in dict.fromkeys(work.chronicle for work in self._works.values()):
            chronicle.after_revert([one.record for one in self._works.values() if one.chronicle is chronicle])
        return [work.record for work in self._works.values()]

    def _refusal(self, pair: Pair) -> str:
        """Why a version of this kind is never set back."""
        version = pair.version
        if version.history_type == "+":
            return str(pair.chronicle.removal_refusal)
        if version.history_type == "-":
            return _("what the undo of an import removed comes back by importing it again.")
        if pair.before is None:
            return _("what was there before is not on record.")
        return str(pair.chronicle.verb_refusal(pair.chronicle.changed_attributes(version, pair.before)))

    def _why_idle(self, pair: Pair) -> str:
        for name, sentence in pair.chronicle.derived_fields.items():
            if sentence and getattr(pair.version, name) != getattr(pair.before, name):
                return str(sentence)
        return _("it changed nothing.")

    def _set_back(self, pair: Pair, attributes: list[str]) -> None:
        chronicle, version, before = pair.chronicle, pair.version, pair.before
        work = self._work(chronicle, version.id)
        if work is None:
            self._object(pair, _("the record is gone."))
            return
        if not self._may(chronicle, chronicle.revert_action(version, before), work.record):
            self._object(pair, _("you may not change it."))
            return
        later = [name for name in attributes if getattr(work.record, name) != getattr(version, name)]
        for name in later:
            self._object(pair, self._who_since(pair, name))
        if later:
            return
        for name in attributes:
            setattr(work.record, name, getattr(before, name))
        self.pairs.append(pair)
        if objection := chronicle.objection(work.record, version, before, self.by):
            self._object(pair, objection)

    def _work(self, chronicle: Chronicle, pk: int) -> Work | None:
        if (chronicle.name, pk) not in self._works:
            rows = rows_of(chronicle.model).filter(pk=pk)
            record = (rows.select_for_update() if self.lock else rows).first()
            if record is None:
                return None
            if self.lock:
                chronicle.lock(record)
            self._works[chronicle.name, pk] = Work(chronicle, record, copy(record))
        return self._works[chronicle.name, pk]

    def _may(self, chronicle: Chronicle, action: str, record: Model) -> bool:
        return rows_of(chronicle.model).permitted(self.by, action).filter(pk=record.pk).exists()

    def _who_since(self, pair: Pair, attribute: str) -> str:
        """When and by whom the field was changed again, as far as the reader may know."""
        field = next(
            one for one in history_of(pair.chronicle.model).model.tracked_fields if one.attname == attribute
        )
        versions = history_of(pair.chronicle.model).filter(
            id=pair.version.id, history_date__gte=pair.version.history_date
        )
        newest_first = versions.select_related("history_user", *pair.chronicle.select_related)
        later = None
        for one in newest_first.order_by("-history_date", "-history_id"):
            if later is not None and getattr(one, attribute) != getattr(later, attribute):
                break
            later = one
        account = later.history_user if later else None
        read_roles([account], self.by)
        path = pair.chronicle.path_of(later or pair.version)
        name = author_name(account, reader=self.by, permission=pair.chronicle.view_permission(), path=path)
        return _("%(field)s was changed again on %(when)s by %(who)s; set that back first.") % {
            "field": field.verbose_name,
            "when": date_format(timezone.localtime((later or pair.version).history_date), "Y-m-d H:i"),
            "who": name,
        }

    def _check(self, work: Work) -> None:
        """The rules of the record as it would be, and whether it would still lie in reach."""
        try:
            work.record.full_clean()
        except ValidationError as error:
            self.reasons += error.messages
        # Whether it may be changed where it lies was asked by the action that setting it back stands for.
        facts = judge.Facts(
            stored=work.stored, changed=judge.differences(work.record, work.stored), allowed=True
        )
        if refusal := judge.why_not(work.record, self.by, facts):
            self.reasons.append(str(refusal))

    def _object(self, pair: Pair, reason: Text) -> None:
        self.reasons.append(
            _("%(record)s: %(reason)s") % {"record": pair.chronicle.subject(pair.version), "reason": reason}
        )


def reverting_request(key: UUID, *, by: User, lock: bool = False) -> Reverting:
    """Everything that one request wrote, looked at for setting it back as a whole."""
    work = Reverting(by=by, lock=lock)
    pairs, more = reading.page(reading.of_request(key, by), VERSIONS_AT_ONCE)
    if more:
        work.reasons.append(
            _("More than %(count)d changes are not set back at once.") % {"count": VERSIONS_AT_ONCE}
        )
        return work
    if reading.has_more(key, by):
        work.reasons.append(
            _("It also changed records that you do not see; whoever sees all of them can set it back.")
        )
    if batch := _import_of(pairs):
        work.reasons.append(_("This is %(import)s: undo it on the page of the import.") % {"import": batch})
        return work
    work.look_at(pairs, skip_idle=True)
    if not work.reasons and not work.pairs:
        work.reasons.append(_("The request changed nothing that can be set back."))
    return work


def _import_of(pairs: Iterable[Pair]) -> str:
    """The import that wrote these versions, in words; empty where it was none."""
    for pair in pairs:
        reason = pair.version.history_change_reason or ""
        if pair.chronicle.model is not ImportBatch and "import IM-" in reason:
            return reason_words(pair.chronicle, reason)
    return ""
