"""What is told of money: budgets are corrected, entries reversed, steps followed by steps."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
    SpendingRule,
    UnitCost,
)


@register
class BudgetChronicle(Chronicle):
    """Budgets."""

    name = "budgets"
    model = Budget


class EntryChronicle(Chronicle):
    """Lines of the money chain."""

    told_too = ("kind", "adjusts", "reason", "warned_of", "confirmation")
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


@register
class CarryOverChronicle(EntryChronicle):
    """What went over into the next year's budget."""

    name = "carry-overs"
    model = CarryOver


class StepChronicle(Chronicle):
    """Records that steps of several people move: none of them is set back behind the others' backs."""

    steps = ""

    def verb_instead(self, attributes):
        return self.steps


@register
class PaymentRequestChronicle(StepChronicle):
    """Payment requests."""

    name = "payment-requests"
    model = PaymentRequest
    told_too = ("status", "decided_by", "decided_on", "decision_reason", "paid_by", "paid_on")
    steps = _("Refuse or withdraw the payment request instead; what is paid is refunded or reversed.")
    instead_of_removal = steps


@register
class ContractChronicle(StepChronicle):
    """Contracts."""

    name = "contracts"
    model = Contract
    told_too = ("status", "ended_on", "end_reason")
    steps = _("Complete or terminate the contract instead.")
    instead_of_removal = steps


@register
class PaymentStageChronicle(StepChronicle):
    """The payment stages of a contract."""

    name = "payment-stages"
    model = PaymentStage
    owners = ("contract",)
    told_too = ("released_by", "released_on", "evidence")
    steps = _("A released stage stays released; terminate the contract instead.")
    instead_of_removal = steps


@register
class FiscalYearCloseChronicle(StepChronicle):
    """Closings of a year."""

    name = "year-closings"
    model = FiscalYearClose
    steps = _("Reopen the year instead.")
    instead_of_removal = steps


@register
class SpendingRuleChronicle(Chronicle):
    """Rules of spending."""

    name = "spending-rules"
    model = SpendingRule
    instead_of_removal = _("A rule that was entered is not removed: let it end.")


@register
class UnitCostChronicle(Chronicle):
    """Unit costs."""

    name = "unit-costs"
    model = UnitCost
    seen_with = ("component",)
    instead_of_removal = _("A unit cost that was entered is not removed: let it end.")
