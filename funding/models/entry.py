"""What allocations, disbursements and expenditures have in common."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from core.scope import ScopedQuerySet
from funding.chain import Link
from funding.models.amounts import (
    NOTHING,
    RunningTotalField,
    free_code,
    locked,
    overdrawn,
    sums,
    valid_code,
    whole_cents,
)


class EntryQuerySet(ScopedQuerySet):
    """Entries; a reversal counts with its negative amount, so sums simply add up."""

    budget_lookup = "budget"
    search_fields: tuple[str, ...] = ("code",)

    def in_year(self, year):
        """Entries on budgets of one budget year, whenever they were posted."""
        return self.filter(**{f"{self.budget_lookup}__year": year})

    def from_source(self, source):
        """Entries on budgets whose money comes from ``source``."""
        return self.filter(**{f"{self.budget_lookup}__source": source})

    def posted_by(self, on):
        """Entries posted on or before the day ``on``."""
        return self.filter(posted_on__lte=on)

    def search(self, text):
        """Entries with ``text`` in one of the fields people look for."""
        condition = Q(pk__in=[])
        for field in self.search_fields:
            condition |= Q(**{f"{field}__icontains": text})
        return self.filter(condition)

    def totals(self):
        """Sums in yuan, in one query: ``amount``; where others draw on the rows ``used``, ``remaining``."""
        own_total = self.model.link.own_total
        used = {"used": own_total} if own_total else {}
        return sums(self, amount="amount_yuan", **used)


class Entry(models.Model):
    """A line of the money chain: written once, never changed or deleted, corrected by a reversal.

    A reversal is an entry of the same kind on the same parent with the negative amount, and names
    the entry it ``reverses``. The database adds the amount to the parent's running total and marks
    the reversed entry with ``reversed_yuan`` (see ``funding/triggers.py``).
    """

    class State(models.TextChoices):
        """Where an entry stands; told from its columns, not stored."""

        POSTED = "posted", _("posted")
        REVERSED = "reversed", _("reversed")
        REVERSAL = "reversal", _("reversal")

    link: ClassVar[Link]

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[valid_code],
        help_text=_("Left empty, the next number is taken."),
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
    reversed_yuan = RunningTotalField(_("reversed (yuan)"))
    reason = models.CharField(_("reason of the reversal"), max_length=100, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-posted_on", "-code"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sign",
                condition=Q(reverses__isnull=True, amount_yuan__gt=0)
                | Q(reverses__isnull=False, amount_yuan__lt=0),
                violation_error_message=_("An entry is above zero, its reversal below."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reversed_whole",
                condition=Q(reversed_yuan=0) | Q(reverses__isnull=True, reversed_yuan=F("amount_yuan")),
                violation_error_message=_("An entry is reversed as a whole, and a reversal not at all."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reason_stated",
                condition=Q(reverses__isnull=True, reason="") | Q(reverses__isnull=False) & ~Q(reason=""),
                violation_error_message=_("A reversal states its reason."),
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def parent(self):
        """The record the entry draws on."""
        return getattr(self, self.link.parent)

    @property
    def used_yuan(self) -> Decimal:
        """What others have drawn on the entry."""
        return getattr(self, self.link.own_total) if self.link.own_total else NOTHING

    @property
    def remaining_yuan(self) -> Decimal:
        """What can still be drawn on the entry; nothing on a reversal or a reversed one."""
        if self.is_reversal:
            return NOTHING
        return self.amount_yuan - self.reversed_yuan - self.used_yuan

    @property
    def in_force_on(self) -> date:
        """The first day on which money can be drawn on it."""
        return self.posted_on

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
        if self.is_reversal:
            return self.State.REVERSAL
        return self.State.REVERSED if self.is_reversed else self.State.POSTED

    def clean(self):
        """Check a new entry against what it draws on, locked so that check and write are one step.

        An entry that stands is not checked again: the database lets nobody change it.
        """
        super().clean()
        if not self._state.adding or getattr(self, f"{self.link.parent}_id") is None:
            return
        parent = self._lock_parent()
        errors = self._errors_of_reversal() if self.is_reversal else self.errors_of_posting(parent)
        if errors:
            raise ValidationError(errors)
        if not self.code:
            self.code = self._next_code(parent)

    def reversal(self, *, on: date, reason: str):
        """The entry, not yet saved, that takes this one back."""
        own = {"id", "code", "amount_yuan", "posted_on", "reverses", "reason"}
        same = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in own and not isinstance(field, RunningTotalField)
        }
        return type(self)(
            **same,
            code=f"{self.code}-R",
            amount_yuan=-self.amount_yuan,
            posted_on=on,
            reverses=self,
            reason=reason.strip(),
        )

    def errors_of_posting(self, parent) -> dict:
        """What speaks against drawing the amount on ``parent``, by field; kinds add their own rules."""
        errors = self._errors_of_day(parent)
        if not isinstance(self.amount_yuan, Decimal):
            return errors
        if self.amount_yuan <= 0:
            errors["amount_yuan"] = _(
                "Enter an amount above zero; money is taken back by reversing its entry."
            )
        elif self.amount_yuan > parent.remaining_yuan:
            errors["amount_yuan"] = overdrawn(parent, self.amount_yuan)
        return errors

    def _lock_parent(self):
        related = self._meta.get_field(self.link.parent).related_model
        parent = locked(
            related.objects.for_listing().filter(pk=getattr(self, f"{self.link.parent}_id"))
        ).get()
        setattr(self, self.link.parent, parent)
        return parent

    def _errors_of_day(self, earlier) -> dict:
        if not isinstance(self.posted_on, date):
            return {}
        if self.posted_on > timezone.localdate():
            return {"posted_on": _("This day has not come yet.")}
        if self.posted_on < earlier.in_force_on:
            return {
                "posted_on": _("%(code)s stands only from %(day)s; enter that day or a later one.")
                % {"code": earlier.code, "day": earlier.in_force_on}
            }
        return {}

    def _errors_of_reversal(self) -> dict:
        original = locked(type(self).objects.filter(pk=self.reverses_id)).get()
        errors = self._errors_of_day(original)
        if refusal := original.why_not_reversible():
            errors["reverses"] = refusal
        elif self.amount_yuan != -original.amount_yuan or self._parent_key != original._parent_key:
            errors["amount_yuan"] = _("A reversal takes back the whole amount, on the same parent.")
        if not self.reason:
            errors["reason"] = _("State why the entry is reversed.")
        return errors

    def why_not_reversible(self) -> str:
        """The sentence that refuses a reversal of this entry; empty where nothing stands against it."""
        if self.is_reversal:
            return _("%(code)s is itself a reversal. Post a new entry instead.") % {"code": self.code}
        if self.is_reversed:
            return _("%(code)s is reversed already.") % {"code": self.code}
        if self.used_yuan:
            return _("%(used)s yuan of %(code)s is used. First reverse the entries that draw on it.") % {
                "code": self.code,
                "used": grouped(self.used_yuan),
            }
        return ""

    @property
    def _parent_key(self) -> int:
        return getattr(self, f"{self.link.parent}_id")

    def _next_code(self, parent) -> str:
        """The parent's number with one of its own: B-2022-0001 → A-2022-0001-001."""
        siblings = type(self).objects.filter(**{self.link.parent: parent}, reverses__isnull=True)
        stem = f"{self.link.letter}-{parent.code.partition('-')[2] or parent.code}"
        return free_code(type(self), stem, siblings.count() + 1, width=3)


def within_amount(own_total: str) -> models.CheckConstraint:
    """What others draw on an entry lies between nothing and what is left of it; on a reversal nothing."""
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_within",
        condition=Q(
            ("reverses__isnull", True),
            (f"{own_total}__gte", 0),
            (f"{own_total}__lte", F("amount_yuan") - F("reversed_yuan")),
        )
        | Q(("reverses__isnull", False), (own_total, 0)),
        violation_error_message=_("More is drawn on the entry than its amount."),
    )
