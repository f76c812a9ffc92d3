"""What speaks against an entry besides its amount: its day, the closed year, what it corrects."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from funding.models.amounts import locked, overdrawn
from funding.models.year_close import closed_sentence


def errors_of_day(entry, earlier) -> dict:
    """A day to come, or one before what the entry draws on stands."""
    if not isinstance(entry.posted_on, date):
        return {}
    if entry.posted_on > timezone.localdate():
        return {"posted_on": _("This day has not come yet.")}
    if entry.posted_on < earlier.in_force_on:
        return {
            "posted_on": _("%(code)s stands only from %(day)s; enter that day or a later one.")
            % {"code": earlier.code, "day": earlier.in_force_on}
        }
    return {}


def errors_of_lock(entry) -> dict:
    """A day in a year whose books are closed."""
    sentence = closed_sentence(entry.place.path, entry.posted_on.year)
    return {"posted_on": sentence} if sentence else {}


def errors_of_reversal(entry) -> dict:
    """What speaks against taking back ``entry.reverses``, which is locked meanwhile."""
    original = locked(type(entry).objects.filter(pk=entry.reverses_id)).get()
    errors = errors_of_day(entry, original)
    if refusal := original.why_not_reversible():
        errors["reverses"] = refusal
    elif entry.amount_yuan != -original.amount_yuan or entry.parent_key != original.parent_key:
        errors["amount_yuan"] = _("A reversal takes back the whole amount, on the same parent.")
    if not entry.reason:
        errors["reason"] = _("State why the entry is reversed.")
    return errors


def errors_of_adjustment(entry) -> dict:
    """What speaks against a refund or a transfer of ``entry.adjusts``, which is locked meanwhile."""
    target = locked(type(entry).objects.for_listing().filter(pk=entry.adjusts_id)).get()
    entry.adjusts = target
    errors = errors_of_day(entry, target)
    if not target.is_posting or target.is_reversed or target.parent_key != entry.parent_key:
        errors["adjusts"] = _("%(code)s does not stand; choose an entry that does.") % {"code": target.code}
    elif isinstance(entry.amount_yuan, Decimal) and -entry.amount_yuan > target.remaining_yuan:
        errors["amount_yuan"] = overdrawn(target, -entry.amount_yuan)
    if not entry.reason:
        errors["reason"] = _("State the reason.")
    return errors


def why_not_reversible(entry) -> str:
    """The sentence that refuses a reversal of ``entry``; empty where nothing stands against it."""
    kind = entry.Kind
    refusals = (
        (entry.is_reversal, _("%(code)s is itself a reversal. Post a new entry instead.")),
        (entry.kind == kind.TRANSFER, _("%(code)s is a transfer. Transfer the money back instead.")),
        (entry.is_reversed, _("%(code)s is reversed already.")),
        (
            entry.used_yuan,
            _("%(used)s yuan of %(code)s is used. First reverse the entries that draw on it."),
        ),
        (
            entry.adjusted_yuan,
            _("Money of %(code)s was refunded or transferred. Return the rest by a refund instead."),
        ),
        (
            getattr(entry, "reserved_yuan", 0),
            _("An approved request waits to be paid from %(code)s. First withdraw it."),
        ),
    )
    words = {"code": entry.code, "used": grouped(entry.used_yuan)}
    return next((sentence % words for applies, sentence in refusals if applies), "")
