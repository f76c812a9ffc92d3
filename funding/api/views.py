"""The money chain over the API: entered, and taken back by reversal."""

from typing import TYPE_CHECKING, TypeAlias

from core.api import ReadOnlyViewSet
from exchange.api.verbs import DayBodySerializer, ReasonBodySerializer, verb
from exchange.api.views import ActionMixin, ActionViewSet, ModelViewSet, ResourceCreateMixin
from funding import actions
from funding.api import verbs
from funding.api.serializers import (
    AllocationSerializer,
    BudgetSerializer,
    CarryOverSerializer,
    ContractSerializer,
    DisbursementSerializer,
    ExpenditureSerializer,
    FiscalYearCloseSerializer,
    PaymentRequestSerializer,
    SpendingRuleSerializer,
    UnitCostSerializer,
)
from funding.filters import (
    AllocationFilterSet,
    BudgetFilterSet,
    ContractFilterSet,
    DisbursementFilterSet,
    ExpenditureFilterSet,
    FiscalYearCloseFilterSet,
    PaymentRequestFilterSet,
    SpendingRuleFilterSet,
    UnitCostFilterSet,
)
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    SpendingRule,
    UnitCost,
)
from funding.resources.budget import BudgetResource
from funding.resources.entry import AllocationResource, ExpenditureResource
from funding.resources.spending_rule import SpendingRuleResource
from funding.resources.unit_cost import UnitCostResource


class BudgetViewSet(ModelViewSet):
    """Budgets in scope."""

    model = Budget
    queryset = Budget.objects.none()
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilterSet
    resource = BudgetResource()


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    Mixed: TypeAlias = ReadOnlyViewSet
else:
    Mixed = object


class EntryMixin(Mixed):
    """Entries with the codes of the entries they reverse or are reversed by, and their one verb."""

    reverse = verb("reverse", actions.reverse, verbs.EntryReasonBodySerializer)

    def get_queryset(self):
        return super().get_queryset().select_related("reverses", "reversed_by", "adjusts")


class AllocationViewSet(EntryMixin, ResourceCreateMixin, ActionMixin, ReadOnlyViewSet):
    """Allocations in scope."""

    model = Allocation
    queryset = Allocation.objects.none()
    serializer_class = AllocationSerializer
    filterset_class = AllocationFilterSet
    resource = AllocationResource()
    refund = verb("refund", actions.refund, verbs.RefundBodySerializer)
    transfer = verb("transfer", actions.transfer, verbs.TransferBodySerializer)

    def get_queryset(self):
        return super().get_queryset().with_targets_for(self.request.user)


class DisbursementViewSet(EntryMixin, ActionMixin, ReadOnlyViewSet):
    """Disbursements in scope; one is posted when an approved payment request is paid."""

    model = Disbursement
    queryset = Disbursement.objects.none()
    serializer_class = DisbursementSerializer
    filterset_class = DisbursementFilterSet
    refund = verb("refund", actions.refund, verbs.RefundBodySerializer)

    def get_queryset(self):
        return super().get_queryset().with_agency_for(self.request.user)


class ExpenditureViewSet(EntryMixin, ResourceCreateMixin, ActionMixin, ReadOnlyViewSet):
    """Expenditures in scope."""

    model = Expenditure
    queryset = Expenditure.objects.none()
    serializer_class = ExpenditureSerializer
    filterset_class = ExpenditureFilterSet
    resource = ExpenditureResource()
    refund = verb("refund", actions.refund, verbs.RefundBodySerializer)


class CarryOverViewSet(EntryMixin, ActionViewSet):
    """Carry-overs in scope."""

    model = CarryOver
    queryset = CarryOver.objects.none()
    serializer_class = CarryOverSerializer
    request_serializer_class = verbs.NewCarryOverBodySerializer
    create_action = staticmethod(verbs.begin_carry_over)


class PaymentRequestViewSet(ActionViewSet):
    """Payment requests in scope."""

    model = PaymentRequest
    queryset = PaymentRequest.objects.none()
    serializer_class = PaymentRequestSerializer
    filterset_class = PaymentRequestFilterSet
    request_serializer_class = verbs.NewRequestBodySerializer
    create_action = staticmethod(verbs.begin_request)
    approve = verb("approve", actions.approve_request, DayBodySerializer, permission="approve")
    refuse = verb("refuse", actions.refuse_request, ReasonBodySerializer, permission="approve")
    withdraw = verb("withdraw", actions.withdraw_request, ReasonBodySerializer)
    pay = verb("pay", actions.pay, verbs.PayBodySerializer, permission="pay")


class ContractViewSet(ActionViewSet):
    """Contracts in scope, with their stages."""

    model = Contract
    queryset = Contract.objects.none()
    serializer_class = ContractSerializer
    filterset_class = ContractFilterSet
    request_serializer_class = verbs.NewContractBodySerializer
    create_action = staticmethod(verbs.begin_contract)
    release_stage = verb("release_stage", verbs.release, verbs.ReleaseBodySerializer)
    complete = verb("complete", actions.complete_contract, DayBodySerializer)
    terminate = verb("terminate", actions.terminate_contract, ReasonBodySerializer)

    def get_queryset(self):
        return super().get_queryset().prefetch_related("stages")


class FiscalYearCloseViewSet(ActionViewSet):
    """Closings of years in scope."""

    model = FiscalYearClose
    queryset = FiscalYearClose.objects.none()
    serializer_class = FiscalYearCloseSerializer
    filterset_class = FiscalYearCloseFilterSet
    request_serializer_class = verbs.NewCloseBodySerializer
    create_action = staticmethod(verbs.begin_close)
    reopen = verb("reopen", actions.reopen_year, ReasonBodySerializer)


class SpendingRuleViewSet(ModelViewSet):
    """The rules of spending, kept by the city; what was posted before stays as it is."""

    model = SpendingRule
    queryset = SpendingRule.objects.none()
    serializer_class = SpendingRuleSerializer
    filterset_class = SpendingRuleFilterSet
    resource = SpendingRuleResource()


class UnitCostViewSet(ModelViewSet):
    """What the parts of a station cost, kept by the city."""

    model = UnitCost
    queryset = UnitCost.objects.none()
    serializer_class = UnitCostSerializer
    filterset_class = UnitCostFilterSet
    resource = UnitCostResource()
