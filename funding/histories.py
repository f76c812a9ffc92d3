"""What is told of money: budgets can be corrected, entries only be reversed."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from funding.models import Allocation, Budget, Disbursement, Expenditure


@register
class BudgetChronicle(Chronicle):
    """Budgets."""

    name = "budgets"
    model = Budget


class EntryChronicle(Chronicle):
    """Lines of the money chain."""

    told_too = ("reverses", "reason")
    instead_of_removal = _("Money is corrected by reversing the entry.")


@register
class AllocationChronicle(EntryChronicle):
    """Allocations."""

    name = "allocations"
    model = Allocation


@register
class DisbursementChronicle(EntryChronicle):
    """Disbursements."""

    name = "disbursements"
    model = Disbursement


@register
class ExpenditureChronicle(EntryChronicle):
    """Expenditures."""

    name = "expenditures"
    model = Expenditure
