"""The money chain over the API: entered, and taken back by reversal."""

from rest_framework import serializers

from core.api import Body, ScopedViewSet
from exchange.api.verbs import verb
from exchange.api.views import Acting, PostedViewSet, RecordViewSet
from funding import actions
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
)
<<<<<<< HEAD
from funding.filters import AllocationFilter, BudgetFilter, DisbursementFilter, ExpenditureFilter
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.resources import AllocationResource, BudgetResource, ExpenditureResource

MONEY_TAKEN_BACK = "add"
=======
>>>>>>> main


class ReversalBody(Body):
    """Why and on which day an entry is taken back."""

    on = serializers.DateField(help_text="Day on which the reversal is posted.")
    reason = serializers.CharField(max_length=100)


class BudgetViewSet(RecordViewSet):
    """Budgets in scope."""

    model = Budget
    queryset = Budget.objects.none()
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilter
    resource = BudgetResource()


class EntryMixin:
    """Entries with the codes of the entries they reverse or are reversed by, and their one verb."""

    reverse = verb("reverse", actions.reverse, ReversalBody, permission=MONEY_TAKEN_BACK)

    def get_queryset(self):
        return super().get_queryset().select_related("reverses", "reversed_by", "adjusts")


class AllocationViewSet(EntryMixin, PostedViewSet):
    """Allocations in scope."""

    model = Allocation
    queryset = Allocation.objects.none()
    serializer_class = AllocationSerializer
    filterset_class = AllocationFilter
    resource = AllocationResource()


class DisbursementViewSet(EntryMixin, Acting, ScopedViewSet):
    """Disbursements in scope; paying out is not offered to other systems."""

    model = Disbursement
    queryset = Disbursement.objects.none()
    serializer_class = DisbursementSerializer
    filterset_class = DisbursementFilter

    def get_queryset(self):
        return super().get_queryset().with_agency_for(self.request.user)


class ExpenditureViewSet(EntryMixin, PostedViewSet):
    """Expenditures in scope."""

    model = Expenditure
    queryset = Expenditure.objects.none()
    serializer_class = ExpenditureSerializer
    filterset_class = ExpenditureFilter
<<<<<<< HEAD
    resource = ExpenditureResource()
=======


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
>>>>>>> main
