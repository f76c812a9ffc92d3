"""Endpoints of this floor."""

from funding.api.views import AllocationViewSet, BudgetViewSet, DisbursementViewSet, ExpenditureViewSet

routes = [
    ("budgets", BudgetViewSet),
    ("allocations", AllocationViewSet),
    ("disbursements", DisbursementViewSet),
    ("expenditures", ExpenditureViewSet),
]
