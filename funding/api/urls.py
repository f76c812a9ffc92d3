"""Endpoints of this floor."""

from funding.api import views

routes = [
    ("budgets", views.BudgetViewSet),
    ("allocations", views.AllocationViewSet),
    ("disbursements", views.DisbursementViewSet),
    ("expenditures", views.ExpenditureViewSet),
    ("carry-overs", views.CarryOverViewSet),
    ("payment-requests", views.PaymentRequestViewSet),
    ("contracts", views.ContractViewSet),
    ("year-closes", views.FiscalYearCloseViewSet),
    ("spending-rules", views.SpendingRuleViewSet),
    ("unit-costs", views.UnitCostViewSet),
]
