"""The money chain over the API, for reading."""

from core.api import ScopedViewSet
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
    AllocationFilter,
    BudgetFilter,
    ContractFilter,
    DisbursementFilter,
    ExpenditureFilter,
    FiscalYearCloseFilter,
    PaymentRequestFilter,
    SpendingRuleFilter,
    UnitCostFilter,
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


class BudgetViewSet(ScopedViewSet):
    """Budgets in scope."""

    model = Budget
    queryset = Budget.objects.none()
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilter


class EntryViewSet(ScopedViewSet):
    """Entries in scope, with the codes of the entries they reverse or are reversed by."""

    def get_queryset(self):
        return super().get_queryset().select_related("reverses", "reversed_by", "adjusts")


class AllocationViewSet(EntryViewSet):
    """Allocations in scope."""

    model = Allocation
    queryset = Allocation.objects.none()
    serializer_class = AllocationSerializer
    filterset_class = AllocationFilter

    def get_queryset(self):
        return super().get_queryset().with_targets_for(self.request.user)


class DisbursementViewSet(EntryViewSet):
    """Disbursements in scope."""

    model = Disbursement
    queryset = Disbursement.objects.none()
    serializer_class = DisbursementSerializer
    filterset_class = DisbursementFilter

    def get_queryset(self):
        return super().get_queryset().with_agency_for(self.request.user)


class ExpenditureViewSet(EntryViewSet):
    """Expenditures in scope."""

    model = Expenditure
    queryset = Expenditure.objects.none()
    serializer_class = ExpenditureSerializer
    filterset_class = ExpenditureFilter


class CarryOverViewSet(EntryViewSet):
    """Carry-overs in scope."""

    model = CarryOver
    queryset = CarryOver.objects.none()
    serializer_class = CarryOverSerializer


class PaymentRequestViewSet(ScopedViewSet):
    """Payment requests in scope."""

    model = PaymentRequest
    queryset = PaymentRequest.objects.none()
    serializer_class = PaymentRequestSerializer
    filterset_class = PaymentRequestFilter


class ContractViewSet(ScopedViewSet):
    """Contracts in scope, with their stages."""

    model = Contract
    queryset = Contract.objects.none()
    serializer_class = ContractSerializer
    filterset_class = ContractFilter

    def get_queryset(self):
        return super().get_queryset().prefetch_related("stages")


class FiscalYearCloseViewSet(ScopedViewSet):
    """Closings of years in scope."""

    model = FiscalYearClose
    queryset = FiscalYearClose.objects.none()
    serializer_class = FiscalYearCloseSerializer
    filterset_class = FiscalYearCloseFilter


class SpendingRuleViewSet(ScopedViewSet):
    """The rules of spending."""

    model = SpendingRule
    queryset = SpendingRule.objects.none()
    serializer_class = SpendingRuleSerializer
    filterset_class = SpendingRuleFilter


class UnitCostViewSet(ScopedViewSet):
    """What the parts of a station cost."""

    model = UnitCost
    queryset = UnitCost.objects.none()
    serializer_class = UnitCostSerializer
    filterset_class = UnitCostFilter
