"""Addresses of needs, plans and service records."""

from django.urls import path

from services.views import need, plan, record, unit
from services.views.week import WeekView

app_name = "services"

urlpatterns = [
    path("needs/", need.NeedListView.as_view(), name="need-list"),
    path("needs/new/", need.NeedAddView.as_view(), name="need-create"),
    path("needs/<code:code>/", need.NeedDetailView.as_view(), name="need-detail"),
    path("needs/<code:code>/edit/", need.NeedEditView.as_view(), name="need-edit"),
    path("needs/<code:code>/assess/", need.AssessView.as_view(), name="need-assess"),
    path("needs/<code:code>/plan/", need.PlanNeedView.as_view(), name="need-plan"),
    path("needs/<code:code>/refer/", need.ReferView.as_view(), name="need-refer"),
    path("needs/<code:code>/close/", need.RejectView.as_view(), name="need-reject"),
    path("needs/<code:code>/resolve/", need.ResolveView.as_view(), name="need-resolve"),
    path("plans/", plan.PlanListView.as_view(), name="plan-list"),
    path("plans/new/", plan.PlanAddView.as_view(), name="plan-create"),
    path("plans/<code:code>/", plan.PlanDetailView.as_view(), name="plan-detail"),
    path("plans/<code:code>/items/new/", plan.ItemAddView.as_view(), name="item-create"),
    path("plans/<code:code>/submit/", plan.SubmitView.as_view(), name="plan-submit"),
    path("plans/<code:code>/approve/", plan.ApproveView.as_view(), name="plan-approve"),
    path("plans/<code:code>/return/", plan.ReturnView.as_view(), name="plan-return"),
    path("plan-items/<code:code>/edit/", plan.ItemEditView.as_view(), name="item-edit"),
    path("cases/", unit.CaseListView.as_view(), name="case-list"),
    path("cases/<code:code>/", unit.CaseDetailView.as_view(), name="case-detail"),
    path("cases/<code:code>/close/", unit.CloseCaseView.as_view(), name="case-close"),
    path("groups/", unit.GroupListView.as_view(), name="group-list"),
    path("groups/<code:code>/", unit.GroupDetailView.as_view(), name="group-detail"),
    path("groups/<code:code>/end/", unit.EndGroupView.as_view(), name="group-end"),
    path("records/", record.RecordListView.as_view(), name="record-list"),
    path("records/new/", record.QuickEntryView.as_view(), name="record-create"),
    path("records/week/", WeekView.as_view(), name="week"),
    path("records/<code:code>/", record.RecordDetailView.as_view(), name="record-detail"),
    path("records/<code:code>/edit/", record.RecordEditView.as_view(), name="record-edit"),
    path("records/<code:code>/withdraw/", record.WithdrawView.as_view(), name="record-withdraw"),
]
