"""The money chain over the API, for reading."""

from core.api import ScopedViewSet
from funding.api.serializers import (
    AllocationSerializer,
    BudgetSerializer,
    DisbursementSerializer,
    ExpenditureSerializer,
)
from funding.filters import AllocationFilter, BudgetFilter, DisbursementFilter, ExpenditureFilter
from funding.models import Allocation, Budget, Disbursement, Expenditure


class BudgetViewSet(ScopedViewSet):
    """Budgets in scope."""

    model = Budget
    queryset = Budget.objects.none()
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilter


class EntryViewSet(ScopedViewSet):
    """Entries in scope, with the codes of the entries they reverse or are reversed by."""

    def get_queryset(self):
        return super().get_queryset().select_related("reverses", "reversed_by")


class AllocationViewSet(EntryViewSet):
    """Allocations in scope."""

    model = Allocation
    queryset = Allocation.objects.none()
    serializer_class = AllocationSerializer
    filterset_class = AllocationFilter


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
