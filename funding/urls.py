"""Addresses of this floor, below /funding/."""

from django.urls import path

from funding.ledger.views import LedgerView
from funding.views import (
    allocation,
    budget,
    contract,
    disbursement,
    expenditure,
    payment_request,
    spending_rule,
    unit_cost,
    warnings,
    year_close,
)

app_name = "funding"

urlpatterns = [
    path("budgets/", budget.BudgetListView.as_view(), name="budget-list"),
    path("budgets/new/", budget.BudgetEnterView.as_view(), name="budget-new"),
    path("budgets/<code:code>/", budget.BudgetDetailView.as_view(), name="budget-detail"),
    path("budgets/<code:code>/edit/", budget.BudgetEditView.as_view(), name="budget-edit"),
    path("budgets/<code:code>/allocate/", budget.AllocateView.as_view(), name="budget-allocate"),
    path("budgets/<code:code>/carry-over/", budget.CarryOverView.as_view(), name="budget-carry-over"),
    path("allocations/", allocation.AllocationListView.as_view(), name="allocation-list"),
    path("allocations/<code:code>/", allocation.AllocationDetailView.as_view(), name="allocation-detail"),
    path(
        "allocations/<code:code>/request/",
        payment_request.RequestPaymentView.as_view(),
        name="allocation-request",
    ),
    path("allocations/<code:code>/transfer/", allocation.TransferView.as_view(), name="allocation-transfer"),
    path(
        "allocations/<code:code>/refund/", allocation.AllocationRefundView.as_view(), name="allocation-refund"
    ),
    path(
        "allocations/<code:code>/reverse/",
        allocation.AllocationReverseView.as_view(),
        name="allocation-reverse",
    ),
    path("requests/", payment_request.PaymentRequestListView.as_view(), name="paymentrequest-list"),
    path(
        "requests/<code:code>/",
        payment_request.PaymentRequestDetailView.as_view(),
        name="paymentrequest-detail",
    ),
    path(
        "requests/<code:code>/approve/", payment_request.ApproveView.as_view(), name="paymentrequest-approve"
    ),
    path("requests/<code:code>/refuse/", payment_request.RefuseView.as_view(), name="paymentrequest-refuse"),
    path(
        "requests/<code:code>/withdraw/",
        payment_request.WithdrawView.as_view(),
        name="paymentrequest-withdraw",
    ),
    path("requests/<code:code>/pay/", payment_request.PayView.as_view(), name="paymentrequest-pay"),
    path("disbursements/", disbursement.DisbursementListView.as_view(), name="disbursement-list"),
    path(
        "disbursements/<code:code>/",
        disbursement.DisbursementDetailView.as_view(),
        name="disbursement-detail",
    ),
    path("disbursements/<code:code>/spend/", disbursement.SpendView.as_view(), name="disbursement-spend"),
    path(
        "disbursements/<code:code>/refund/",
        disbursement.DisbursementRefundView.as_view(),
        name="disbursement-refund",
    ),
    path(
        "disbursements/<code:code>/reverse/",
        disbursement.DisbursementReverseView.as_view(),
        name="disbursement-reverse",
    ),
    path("expenditures/", expenditure.ExpenditureListView.as_view(), name="expenditure-list"),
    path("expenditures/<code:code>/", expenditure.ExpenditureDetailView.as_view(), name="expenditure-detail"),
    path(
        "expenditures/<code:code>/refund/",
        expenditure.ExpenditureRefundView.as_view(),
        name="expenditure-refund",
    ),
    path(
        "expenditures/<code:code>/reverse/",
        expenditure.ExpenditureReverseView.as_view(),
        name="expenditure-reverse",
    ),
    path("contracts/", contract.ContractListView.as_view(), name="contract-list"),
    path("contracts/new/", contract.ContractEnterView.as_view(), name="contract-new"),
    path("contracts/<code:code>/", contract.ContractDetailView.as_view(), name="contract-detail"),
    path("contracts/<code:code>/complete/", contract.CompleteView.as_view(), name="contract-complete"),
    path("contracts/<code:code>/terminate/", contract.TerminateView.as_view(), name="contract-terminate"),
    path(
        "contracts/<code:code>/stages/<int:order>/release/",
        contract.StageReleaseView.as_view(),
        name="stage-release",
    ),
    path("years/", year_close.YearListView.as_view(), name="year-list"),
    path("years/close/", year_close.YearCloseView.as_view(), name="year-close"),
    path("years/<code:code>/", year_close.YearDetailView.as_view(), name="year-detail"),
    path("years/<code:code>/reopen/", year_close.YearReopenView.as_view(), name="year-reopen"),
    path("rules/", spending_rule.RuleListView.as_view(), name="rule-list"),
    path("rules/new/", spending_rule.RuleEnterView.as_view(), name="rule-new"),
    path("rules/<code:code>/edit/", spending_rule.RuleEditView.as_view(), name="rule-edit"),
    path("ledger/", LedgerView.as_view(), name="ledger"),
    path("costs/", unit_cost.UnitCostListView.as_view(), name="unitcost-list"),
    path("costs/new/", unit_cost.UnitCostEnterView.as_view(), name="unitcost-new"),
    path("costs/<code:code>/edit/", unit_cost.UnitCostEditView.as_view(), name="unitcost-edit"),
    path("warnings/", warnings.WarningsView.as_view(), name="warnings"),
]
