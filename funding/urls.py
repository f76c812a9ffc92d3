"""Addresses of this floor, below /funding/."""

from django.urls import path

from funding import views

app_name = "funding"

urlpatterns = [
    path("", views.BudgetListView.as_view(), name="budget-list"),
    path("budgets/<str:code>/", views.BudgetDetailView.as_view(), name="budget-detail"),
    path("allocations/", views.AllocationListView.as_view(), name="allocation-list"),
    path("allocations/<str:code>/", views.AllocationDetailView.as_view(), name="allocation-detail"),
    path("disbursements/", views.DisbursementListView.as_view(), name="disbursement-list"),
    path("disbursements/<str:code>/", views.DisbursementDetailView.as_view(), name="disbursement-detail"),
    path("expenditures/", views.ExpenditureListView.as_view(), name="expenditure-list"),
    path("expenditures/<str:code>/", views.ExpenditureDetailView.as_view(), name="expenditure-detail"),
]
