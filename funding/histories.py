"""What is told of money: budgets are corrected, entries reversed, steps followed by steps."""

from django.utils.translation import gettext_lazy as _

from core.texts import Text
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

    extra_fields = ("kind", "adjusts", "reason", "warned_of", "confirmation")
    removal_refusal = _("Money is corrected by reversing the entry.")


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

    steps: Text = ""

    def verb_refusal(self, attributes):
        return self.steps


@register
class PaymentRequestChronicle(StepChronicle):
    """Payment requests."""

    name = "payment-requests"
    model = PaymentRequest
    extra_fields = ("status", "decided_by", "decided_on", "decision_reason", "paid_by", "paid_on")
    steps = _("Refuse or withdraw the payment request instead; what is paid is refunded or reversed.")
    removal_refusal = steps


@register
class ContractChronicle(StepChronicle):
    """Contracts."""

    name = "contracts"
    model = Contract
    extra_fields = ("status", "ended_on", "end_reason")
    steps = _("Complete or terminate the contract instead.")
    removal_refusal = steps


@register
class PaymentStageChronicle(StepChronicle):
    """The payment stages of a contract."""

    name = "payment-stages"
    model = PaymentStage
    parent_lookups = ("contract",)
    extra_fields = ("released_by", "released_on", "evidence")
    steps = _("A released stage stays released; terminate the contract instead.")
    removal_refusal = steps


@register
class FiscalYearCloseChronicle(StepChronicle):
    """Closings of a year."""

    name = "year-closings"
    model = FiscalYearClose
    steps = _("Reopen the year instead.")
    removal_refusal = steps


@register
class SpendingRuleChronicle(Chronicle):
    """Rules of spending."""

    name = "spending-rules"
    model = SpendingRule
    removal_refusal = _("A rule that was entered is not removed: let it end.")


@register
class UnitCostChronicle(Chronicle):
    """Unit costs."""

    name = "unit-costs"
    model = UnitCost
    visible_relations = ("component",)
    removal_refusal = _("A unit cost that was entered is not removed: let it end.")
