"""Addresses of stations, agencies and evidence."""

from django.urls import path

from stations.views import (
    agency,
    deliverable,
    engagement,
    evidence,
    incubation,
    milestone,
    station,
)
from stations.views.standard import StandardView

app_name = "stations"
urlpatterns = [
    path("stations/", station.StationListView.as_view(), name="station-list"),
    path("stations/plan/", station.PlanView.as_view(), name="station-plan"),
    path("stations/<str:code>/edit/", station.StationEditView.as_view(), name="station-edit"),
    path("stations/<str:code>/suspend/", station.SuspendView.as_view(), name="station-suspend"),
    path("stations/<str:code>/close/", station.CloseView.as_view(), name="station-close"),
    path("stations/<str:code>/reopen/", station.ReopenView.as_view(), name="station-reopen"),
    path("stations/<str:code>/confirm/", station.ConfirmView.as_view(), name="station-confirm"),
    path("stations/<str:code>/return/", station.ReturnView.as_view(), name="station-return"),
    path("stations/<str:code>/milestones/", milestone.MilestonesView.as_view(), name="milestones"),
    path(
        "stations/<str:code>/milestones/<int:stage>/achieve/",
        milestone.AchieveView.as_view(),
        name="milestone-achieve",
    ),
    path("milestones/", milestone.MilestoneListView.as_view(), name="milestone-list"),
    path(
        "stations/<str:code>/milestones/<int:stage>/confirm/",
        milestone.ConfirmView.as_view(),
        name="milestone-confirm",
    ),
    path(
        "stations/<str:code>/milestones/<int:stage>/return/",
        milestone.ReturnView.as_view(),
        name="milestone-return",
    ),
    path(
        "stations/<str:code>/milestones/<int:stage>/withdraw/",
        milestone.WithdrawView.as_view(),
        name="milestone-withdraw",
    ),
    path("stations/<str:code>/engage/", engagement.EngageView.as_view(), name="engage"),
    path(
        "stations/<str:code>/engagements/<str:agency>/end/",
        engagement.DisengageView.as_view(),
        name="disengage",
    ),
    path(
        "stations/<str:code>/deliverables/new/",
        deliverable.DeliverableAddView.as_view(),
        name="deliverable-add",
    ),
    path(
        "stations/<str:code>/deliverables/",
        deliverable.DeliverablesView.as_view(),
        name="station-deliverables",
    ),
    path("deliverables/", deliverable.DeliverableListView.as_view(), name="deliverable-list"),
    path("deliverables/accept/", deliverable.AcceptManyView.as_view(), name="deliverable-accept-many"),
    path("deliverables/<str:code>/", deliverable.DeliverableDetailView.as_view(), name="deliverable-detail"),
    path("deliverables/<str:code>/edit/", deliverable.DeliverableEditView.as_view(), name="deliverable-edit"),
    path("deliverables/<str:code>/start/", deliverable.StartView.as_view(), name="deliverable-start"),
    path("deliverables/<str:code>/report/", deliverable.ReportView.as_view(), name="deliverable-report"),
    path("deliverables/<str:code>/accept/", deliverable.AcceptView.as_view(), name="deliverable-accept"),
    path("deliverables/<str:code>/return/", deliverable.ReturnView.as_view(), name="deliverable-return"),
    path("stations/evidence/<uuid:code>/", evidence.evidence_file, name="evidence-file"),
    path("stations/evidence/<uuid:code>/thumbnail/", evidence.evidence_thumbnail, name="evidence-thumbnail"),
    path("stations/evidence/<uuid:code>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path(
        "stations/<str:station>/deliverables/<str:code>/evidence/",
        evidence.DeliverableEvidenceView.as_view(),
        name="deliverable-evidence",
    ),
    path(
        "stations/<str:station>/milestones/<int:stage>/evidence/",
        evidence.MilestoneEvidenceView.as_view(),
        name="milestone-evidence",
    ),
    path("stations/<str:code>/standard/", StandardView.as_view(), name="station-standard"),
    path("agencies/", agency.AgencyListView.as_view(), name="agency-list"),
    path("incubation/", incubation.BaseListView.as_view(), name="base-list"),
    path("incubation/new/", incubation.BaseCreateView.as_view(), name="base-create"),
    path("incubation/<str:code>/", incubation.BaseDetailView.as_view(), name="base-detail"),
    path("incubation/<str:code>/edit/", incubation.BaseEditView.as_view(), name="base-edit"),
    path("incubation/<str:code>/enter/", incubation.EnterBaseView.as_view(), name="base-enter"),
    path("incubation/<str:code>/<str:agency>/leave/", incubation.LeaveBaseView.as_view(), name="base-leave"),
    path(
        "incubation/<str:code>/<str:agency>/support/", incubation.SupportView.as_view(), name="base-support"
    ),
]
