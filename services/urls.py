"""Addresses of needs, plans and service records."""

from django.urls import path

from services import need_views as needs
from services import plan_views as plans
from services import record_views as records
from services import unit_views as units
from services.week_views import WeekView

app_name = "services"

urlpatterns = [
    path("needs/", needs.NeedListView.as_view(), name="need-list"),
    path("needs/new/", needs.NeedAddView.as_view(), name="need-create"),
    path("needs/<str:code>/", needs.NeedDetailView.as_view(), name="need-detail"),
    path("needs/<str:code>/edit/", needs.NeedEditView.as_view(), name="need-edit"),
    path("needs/<str:code>/assess/", needs.AssessView.as_view(), name="need-assess"),
    path("needs/<str:code>/plan/", needs.PlanNeedView.as_view(), name="need-plan"),
    path("needs/<str:code>/refer/", needs.ReferView.as_view(), name="need-refer"),
    path("needs/<str:code>/close/", needs.RejectView.as_view(), name="need-reject"),
    path("needs/<str:code>/resolve/", needs.ResolveView.as_view(), name="need-resolve"),
    path("plans/", plans.PlanListView.as_view(), name="plan-list"),
    path("plans/new/", plans.PlanAddView.as_view(), name="plan-create"),
    path("plans/<str:code>/", plans.PlanDetailView.as_view(), name="plan-detail"),
    path("plans/<str:code>/items/new/", plans.ItemAddView.as_view(), name="item-create"),
    path("plans/<str:code>/submit/", plans.SubmitView.as_view(), name="plan-submit"),
    path("plans/<str:code>/approve/", plans.ApproveView.as_view(), name="plan-approve"),
    path("plans/<str:code>/return/", plans.ReturnView.as_view(), name="plan-return"),
    path("plan-items/<str:code>/edit/", plans.ItemEditView.as_view(), name="item-edit"),
    path("cases/", units.CaseListView.as_view(), name="case-list"),
    path("cases/<str:code>/", units.CaseDetailView.as_view(), name="case-detail"),
    path("cases/<str:code>/close/", units.CloseCaseView.as_view(), name="case-close"),
    path("groups/", units.GroupListView.as_view(), name="group-list"),
    path("groups/<str:code>/", units.GroupDetailView.as_view(), name="group-detail"),
    path("groups/<str:code>/end/", units.EndGroupView.as_view(), name="group-end"),
    path("records/", records.RecordListView.as_view(), name="record-list"),
    path("records/new/", records.QuickEntryView.as_view(), name="record-create"),
    path("records/week/", WeekView.as_view(), name="week"),
    path("records/<str:code>/", records.RecordDetailView.as_view(), name="record-detail"),
    path("records/<str:code>/edit/", records.RecordEditView.as_view(), name="record-edit"),
    path("records/<str:code>/withdraw/", records.WithdrawView.as_view(), name="record-withdraw"),
]
