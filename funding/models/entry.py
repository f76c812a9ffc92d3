"""What allocations, disbursements and expenditures have in common."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code, without_letters
from core.constraints import known, together
from core.fields import related_model_of
from core.judge import Lockable
from core.scope import M, ScopedQuerySet, rows_of
from funding.models.amounts import (
    NOTHING,
    RunningTotalField,
    locked,
    overdrawn,
    sums,
    to_the_cent,
    valid_code,
    whole_cents,
)
from funding.models.as_of import AsOfMixin
from funding.rules.chain import Link
from funding.rules.entry import (
    errors_of_adjustment,
    errors_of_day,
    errors_of_lock,
    errors_of_reversal,
    why_not_reversible,
)


class EntryQuerySet(AsOfMixin, ScopedQuerySet[M]):
    """Entries; a reversal counts with its negative amount, so sums simply add up."""

    budget_lookup = "budget"
    search_fields: tuple[str, ...] = ("code",)

    def in_year(self, year: int) -> Self:
        """Entries on budgets of one budget year, whenever they were posted."""
        return self.filter(**{f"{self.budget_lookup}__year": year})

    def from_source(self, source: str) -> Self:
        """Entries on budgets whose money comes from ``source``."""
        return self.filter(**{f"{self.budget_lookup}__source": source})

    def posted_by(self, on: date) -> Self:
        """Entries posted on or before the day ``on``."""
        return self.filter(posted_on__lte=on)

    def search(self, text: str) -> Self:
        """Entries with ``text`` in one of the fields people look for."""
        condition = Q(pk__in=[])
        for field in self.search_fields:
            condition |= Q(**{f"{field}__icontains": text})
        return self.filter(condition)

    def standing(self) -> Self:
        """Postings that were not reversed."""
        return self.filter(kind="posting", reversed_yuan=0)

    def totals(self) -> dict[str, Decimal]:
        """Sums in yuan, in one query: ``amount``; where others draw on the rows ``used``, ``remaining``."""
        own_total = cast("type[Entry]", self.model).link.own_total
        used = {"used": own_total} if own_total else {}
        return sums(self, amount="amount_yuan", **used)


class Entry(Lockable):
    """A line of the money chain: written once, never changed or deleted, corrected by another entry.

    A reversal is an entry of the same kind on the same parent with the negative amount, and names
    the entry it ``reverses``. Money that comes back (a refund) or goes to another allocation (a
    transfer) is an entry too; it names the one it ``adjusts``. The database adds every amount to the
    parent's running total, marks the reversed entry with ``reversed_yuan`` and the adjusted one with
    ``adjusted_yuan`` (see ``funding/triggers/``), so that sums over the rows simply add up.
    """

    class Kind(models.TextChoices):
        """What an entry does."""

        POSTING = "posting", _("posting")
        REVERSAL = "reversal", _("reversal")
        REFUND = "refund", _("refund")
        TRANSFER = "transfer", _("transfer")

    class State(models.TextChoices):
        """Where an entry stands; told from its columns, not stored."""

        POSTED = "posted", _("posted")
        REVERSED = "reversed", _("reversed")
        REVERSAL = "reversal", _("reversal")
        REFUND = "refund", _("refund")
        TRANSFER = "transfer", _("transfer")

    link: ClassVar[Link]
    reverses_id: int | None
    adjusts_id: int | None
    # What a reversal does not take over from the entry it reverses.
    own_fields: ClassVar[frozenset[str]] = frozenset(
        {"id", "code", "kind", "amount_yuan", "posted_on", "reverses", "reason", "warned_of", "confirmation"}
    )

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[valid_code],
        help_text=_("Left empty, the next number is taken."),
    )
    kind = models.CharField(
        _("kind of entry"), max_length=10, choices=Kind, default=Kind.POSTING, editable=False
    )
    amount_yuan = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    posted_on = models.DateField(_("posted on"), db_index=True)
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("reverses"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reversed_by",
    )
    adjusts = models.ForeignKey(
        "self",
        verbose_name=_("adjusts"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="adjusted_by",
    )
    reversed_yuan = RunningTotalField(_("reversed (yuan)"))
    adjusted_yuan = RunningTotalField(_("refunded or transferred (yuan)"))
    reason = models.CharField(_("reason"), max_length=100, blank=True, editable=False)
    warned_of = models.CharField(_("warned of"), max_length=500, blank=True, editable=False)
    confirmation = models.CharField(
        _("why it is posted all the same"),
        max_length=200,
        blank=True,
        help_text=_("Only asked for where a rule warns; it is kept with the entry."),
    )

    class Meta:
        abstract = True
        ordering = ["-posted_on", "-code"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sign",
                condition=Q(kind="posting", reverses__isnull=True, adjusts__isnull=True, amount_yuan__gt=0)
                | Q(kind="reversal", reverses__isnull=False, adjusts__isnull=True, amount_yuan__lt=0)
                | Q(kind="reversal", reverses__isnull=False, adjusts__isnull=False, amount_yuan__gt=0)
                | Q(kind="refund", reverses__isnull=True, adjusts__isnull=False, amount_yuan__lt=0)
                | Q(kind="transfer", reverses__isnull=True, adjusts__isnull=False) & ~Q(amount_yuan=0),
                violation_error_message=_("An entry is above zero, its reversal below."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reversed_whole",
                condition=Q(reversed_yuan=0)
                | Q(reverses__isnull=True, reversed_yuan=F("amount_yuan"), adjusted_yuan=0),
                violation_error_message=_("An entry is reversed as a whole, and a reversal not at all."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reason_stated",
                condition=Q(kind="posting", reason="") | ~Q(kind="posting") & ~Q(reason=""),
                violation_error_message=_("A reversal, a refund and a transfer state their reason."),
            ),
            together(
                "confirmed",
                _("What a rule warns of is posted only with a stated reason."),
                warned_of="",
                confirmation="",
            ),
        ]

    def __str__(self):
        return self.code

    def why_locked(self, changed=None):
        return _("An entry is never changed; reverse it and enter it anew.")

    @property
    def series(self) -> Series:
        """Codes with the number of what it draws on, or of what it adjusts, and one of its own.

        B-2022-0001 → A-2022-0001-001 → its second refund A-2022-0001-001-R-02.
        """
        if self.adjusts:
            return Series(f"{self.adjusts.code}-{self.kind[0].upper()}-", digits=2)
        return Series(f"{self.link.letter}-{without_letters(self.parent.code)}-", digits=3)

    @property
    def parent(self):
        """The record the entry draws on."""
        return getattr(self, self.link.parent)

    @property
    def place(self):
        """The region whose books the entry is in."""
        raise NotImplementedError

    @property
    def used_yuan(self) -> Decimal:
        """What others have drawn on the entry."""
        return getattr(self, self.link.own_total) if self.link.own_total else NOTHING

    @property
    def standing_yuan(self) -> Decimal:
        """What the entry amounts to after its reversal, its refunds and its transfers."""
        return self.amount_yuan - self.reversed_yuan + self.adjusted_yuan

    @property
    def remaining_yuan(self) -> Decimal:
        """What can still be drawn on the entry; nothing on one that corrects another."""
        return self.standing_yuan - self.used_yuan if self.is_posting else NOTHING

    @property
    def in_force_on(self) -> date:
        """The first day on which money can be drawn on it."""
        return self.posted_on

    @property
    def is_posting(self) -> bool:
        """Whether it is an entry of its own and corrects no other one."""
        return self.kind == self.Kind.POSTING

    @property
    def is_reversal(self) -> bool:
        """Whether the entry takes another one back."""
        return self.reverses_id is not None

    @property
    def is_reversed(self) -> bool:
        """Whether the entry has been taken back."""
        return self.reversed_yuan != 0

    @property
    def state(self) -> str:
        """Where the entry stands, one of ``State``."""
        if self.is_reversed:
            return self.State.REVERSED
        return self.State.POSTED if self.is_posting else self.State(self.kind)

    @property
    def parent_key(self) -> int:
        """The key of the record the entry draws on."""
        return getattr(self, f"{self.link.parent}_id")

    def clean(self):
        """Check a new entry against what it draws on, locked so that check and write are one step.

        An entry that stands is not checked again: the database lets nobody change it.
        """
        super().clean()
        if not self._state.adding or self.parent_key is None:
            return
        parent = self._lock_parent()
        errors = self._errors(parent)
        if not errors and self._is_placed:
            errors = errors_of_lock(self) | self._errors_of_warnings()
        if errors:
            raise ValidationError(errors)
        give_code(self)

    @property
    def _is_placed(self) -> bool:
        """Whether day and place are known; where they are not, their own fields say so."""
        return isinstance(self.posted_on, date) and getattr(self, "region_id", True) is not None

    def _errors(self, parent) -> dict:
        if self.is_reversal:
            return errors_of_reversal(self)
        if self.adjusts_id:
            return errors_of_adjustment(self)
        return self.errors_of_posting(parent)

    def reversal(self, *, on: date, reason: str) -> Self:
        """The entry, not yet saved, that takes this one back."""
        return self.counter_entry(
            kind=self.Kind.REVERSAL,
            code=f"{self.code}-R",
            amount_yuan=-self.amount_yuan,
            posted_on=on,
            reverses=self,
            reason=reason.strip(),
        )

    def counter_entry(self, **values: Any) -> Self:
        """An entry, not yet saved, that says the same as this one but for ``values``."""
        same = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in self.own_fields
            and field.name not in values
            and not isinstance(field, RunningTotalField)
        }
        return type(self)(**same, **values)

    def errors_of_posting(self, parent) -> dict:
        """What speaks against drawing the amount on ``parent``, by field; kinds add their own rules."""
        errors = errors_of_day(self, parent)
        if not isinstance(self.amount_yuan, Decimal):
            return errors
        if self.amount_yuan <= 0:
            errors["amount_yuan"] = _(
                "Enter an amount above zero; money is taken back by reversing its entry."
            )
        elif self.amount_yuan > parent.remaining_yuan:
            errors["amount_yuan"] = overdrawn(parent, self.amount_yuan)
        return errors

    def warnings_of_posting(self) -> list[str]:
        """What rules warn of without refusing it; kinds add their own."""
        return []

    def _errors_of_warnings(self) -> dict:
        warnings = self.warnings_of_posting() if self.is_posting else []
        self.warned_of = " ".join(map(str, warnings))[:500]
        if not warnings:
            self.confirmation = ""
            return {}
        if self.confirmation.strip():
            return {}
        return {
            "confirmation": [
                *warnings,
                _("To post it all the same, state here why; it is kept with the entry."),
            ]
        }

    def _lock_parent(self):
        related = related_model_of(type(self), self.link.parent)
        parent = locked(rows_of(related).for_listing().filter(pk=self.parent_key)).get()
        setattr(self, self.link.parent, parent)
        return parent

    def why_not_reversible(self) -> str:
        """The sentence that refuses a reversal of this entry; empty where nothing stands against it."""
        return why_not_reversible(self)


def kinds(*some: str) -> models.CheckConstraint:
    """Which kinds of entry there are of a noun."""
    return known("kind", some, _("There is no such entry of this noun."))


def within_amount(own_total: str = "", reserved: str = "") -> models.CheckConstraint:
    """What others draw on an entry lies between nothing and what is left of it.

    Nothing is drawn on an entry that corrects another one.
    """
    room = F("amount_yuan") - F("reversed_yuan") + F("adjusted_yuan")
    drawn = {f"{own_total}__gte": 0, f"{own_total}__lte": to_the_cent(room)} if own_total else {}
    nothing = {own_total: 0} if own_total else {}
    if reserved:
        drawn |= {f"{reserved}__gte": 0, f"{own_total}__lte": to_the_cent(room - F(reserved))}
        nothing |= {reserved: 0}
    if not own_total:
        drawn = {"adjusted_yuan__gte": to_the_cent(F("reversed_yuan") - F("amount_yuan"))}
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_within",
        condition=Q(kind="posting", **drawn) | ~Q(kind="posting") & Q(adjusted_yuan=0, **nothing),
        violation_error_message=_("More is drawn on the entry than its amount."),
    )
