"""Money that goes into the next year."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import History
from funding.models.budget import Budget
from funding.models.entry import Entry, EntryQuerySet, kinds, within_amount
from funding.rules import chain


class CarryOverQuerySet(EntryQuerySet["CarryOver"]):
    """Carry-overs, by the region of the budgets."""

    region_path = "origin__region__path"
    budget_lookup = "origin"
    search_fields = ("code", "origin__code", "target__code")

    def for_listing(self) -> Self:
        return self.select_related("origin__region", "target")


class CarryOver(Entry):
    """What remains of a budget, carried over (结转) into one of the next year: the two in one entry.

    It lowers what can be allocated of the ``origin`` and raises that of the ``target``.
    """

    link = chain.CARRY_OVER

    origin = models.ForeignKey(
        Budget, verbose_name=_("carried over from"), on_delete=models.PROTECT, related_name="carried_over"
    )
    target = models.ForeignKey(
        Budget, verbose_name=_("carried over to"), on_delete=models.PROTECT, related_name="carried_in"
    )
    history = History(excluded_fields=["reversed_yuan", "adjusted_yuan"])

    objects = CarryOverQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("carry-over")
        verbose_name_plural = _("carry-overs")
        constraints = [
            *Entry.Meta.constraints,
            kinds("posting", "reversal"),
            within_amount(),
            models.CheckConstraint(
                name="funding_carryover_two_budgets",
                condition=~Q(origin=F("target")),
                violation_error_message=_("Money is carried over into another budget."),
            ),
            models.UniqueConstraint(
                name="funding_carryover_once",
                fields=["origin"],
                condition=Q(kind="posting", reversed_yuan=0),
                violation_error_message=_("The rest of this budget is carried over already."),
            ),
        ]

    @property
    def place(self):
        return self.origin.region

    def get_absolute_url(self):
        return self.origin.get_absolute_url()

    def errors_of_posting(self, parent) -> dict:
        """Besides the amount: the target is the same region's budget of the next year, the same source."""
        errors = super().errors_of_posting(parent)
        if self.target_id is None:
            return errors
        target = self.target
        is_next = (target.year, target.region_id) == (parent.year + 1, parent.region_id)
        if not is_next or target.source != parent.source:
            errors["target"] = _(
                "Choose the budget of %(year)s from the same source in the same region as %(code)s."
            ) % {"year": parent.year + 1, "code": parent.code}
        return errors
