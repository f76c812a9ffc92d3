"""Addresses of this floor, below /funding/."""

from django.urls import path

from funding import book_views as books
from funding import contract_views as contracts
from funding import cost_views as costs
from funding import request_views as requests
from funding import verb_views as verbs
from funding import views
from funding.ledger.views import LedgerView

app_name = "funding"

urlpatterns = [
    path("budgets/", views.BudgetListView.as_view(), name="budget-list"),
    path("budgets/new/", verbs.BudgetEnterView.as_view(), name="budget-new"),
    path("budgets/<str:code>/", views.BudgetDetailView.as_view(), name="budget-detail"),
    path("budgets/<str:code>/edit/", verbs.BudgetEditView.as_view(), name="budget-edit"),
    path("budgets/<str:code>/allocate/", verbs.AllocateView.as_view(), name="budget-allocate"),
    path("budgets/<str:code>/carry-over/", verbs.CarryOverView.as_view(), name="budget-carry-over"),
    path("allocations/", views.AllocationListView.as_view(), name="allocation-list"),
    path("allocations/<str:code>/", views.AllocationDetailView.as_view(), name="allocation-detail"),
    path("allocations/<str:code>/request/", requests.RequestPaymentView.as_view(), name="allocation-request"),
    path("allocations/<str:code>/transfer/", verbs.TransferView.as_view(), name="allocation-transfer"),
    path("allocations/<str:code>/refund/", verbs.AllocationRefundView.as_view(), name="allocation-refund"),
    path("allocations/<str:code>/reverse/", verbs.AllocationReverseView.as_view(), name="allocation-reverse"),
    path("requests/", requests.PaymentRequestListView.as_view(), name="paymentrequest-list"),
    path("requests/<str:code>/", requests.PaymentRequestDetailView.as_view(), name="paymentrequest-detail"),
    path("requests/<str:code>/approve/", requests.ApproveView.as_view(), name="paymentrequest-approve"),
    path("requests/<str:code>/refuse/", requests.RefuseView.as_view(), name="paymentrequest-refuse"),
    path("requests/<str:code>/withdraw/", requests.WithdrawView.as_view(), name="paymentrequest-withdraw"),
    path("requests/<str:code>/pay/", requests.PayView.as_view(), name="paymentrequest-pay"),
    path("disbursements/", views.DisbursementListView.as_view(), name="disbursement-list"),
    path("disbursements/<str:code>/", views.DisbursementDetailView.as_view(), name="disbursement-detail"),
    path("disbursements/<str:code>/spend/", verbs.SpendView.as_view(), name="disbursement-spend"),
    path(
        "disbursements/<str:code>/refund/", verbs.DisbursementRefundView.as_view(), name="disbursement-refund"
    ),
    path(
        "disbursements/<str:code>/reverse/",
        verbs.DisbursementReverseView.as_view(),
        name="disbursement-reverse",
    ),
    path("expenditures/", views.ExpenditureListView.as_view(), name="expenditure-list"),
    path("expenditures/<str:code>/", views.ExpenditureDetailView.as_view(), name="expenditure-detail"),
    path("expenditures/<str:code>/refund/", verbs.ExpenditureRefundView.as_view(), name="expenditure-refund"),
    path(
        "expenditures/<str:code>/reverse/", verbs.ExpenditureReverseView.as_view(), name="expenditure-reverse"
    ),
    path("contracts/", contracts.ContractListView.as_view(), name="contract-list"),
    path("contracts/new/", contracts.ContractEnterView.as_view(), name="contract-new"),
    path("contracts/<str:code>/", contracts.ContractDetailView.as_view(), name="contract-detail"),
    path("contracts/<str:code>/complete/", contracts.CompleteView.as_view(), name="contract-complete"),
    path("contracts/<str:code>/terminate/", contracts.TerminateView.as_view(), name="contract-terminate"),
    path(
        "contracts/<str:code>/stages/<int:order>/release/",
        contracts.StageReleaseView.as_view(),
        name="stage-release",
    ),
    path("years/", books.YearListView.as_view(), name="year-list"),
    path("years/close/", books.YearCloseView.as_view(), name="year-close"),
    path("years/<str:code>/", books.YearDetailView.as_view(), name="year-detail"),
    path("years/<str:code>/reopen/", books.YearReopenView.as_view(), name="year-reopen"),
    path("rules/", books.RuleListView.as_view(), name="rule-list"),
    path("rules/new/", books.RuleEnterView.as_view(), name="rule-new"),
    path("rules/<str:code>/edit/", books.RuleEditView.as_view(), name="rule-edit"),
    path("ledger/", LedgerView.as_view(), name="ledger"),
    path("costs/", costs.UnitCostListView.as_view(), name="unitcost-list"),
    path("costs/new/", costs.UnitCostEnterView.as_view(), name="unitcost-new"),
    path("costs/<str:code>/edit/", costs.UnitCostEditView.as_view(), name="unitcost-edit"),
    path("warnings/", books.WarningsView.as_view(), name="warnings"),
]
