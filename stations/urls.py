"""Addresses of stations, agencies and evidence."""

from django.urls import path

from stations import construction_views as construction
from stations import deliverable_views as deliverables
from stations import evidence_views as evidence
from stations import incubation_views as incubation
from stations import views
from stations.standard_views import StandardView

app_name = "stations"
urlpatterns = [
    path("stations/", views.StationListView.as_view(), name="station-list"),
    path("stations/plan/", construction.PlanView.as_view(), name="station-plan"),
    path("stations/<str:code>/edit/", construction.StationEditView.as_view(), name="station-edit"),
    path("stations/<str:code>/suspend/", construction.SuspendView.as_view(), name="station-suspend"),
    path("stations/<str:code>/close/", construction.CloseView.as_view(), name="station-close"),
    path("stations/<str:code>/reopen/", construction.ReopenView.as_view(), name="station-reopen"),
    path("stations/<str:code>/milestones/", construction.MilestonesView.as_view(), name="milestones"),
    path(
        "stations/<str:code>/milestones/<int:stage>/achieve/",
        construction.AchieveView.as_view(),
        name="milestone-achieve",
    ),
    path("stations/<str:code>/engage/", construction.EngageView.as_view(), name="engage"),
    path(
        "stations/<str:code>/engagements/<str:agency>/end/",
        construction.DisengageView.as_view(),
        name="disengage",
    ),
    path(
        "stations/<str:code>/deliverables/new/",
        deliverables.DeliverableAddView.as_view(),
        name="deliverable-add",
    ),
    path("deliverables/", deliverables.DeliverableListView.as_view(), name="deliverable-list"),
    path("deliverables/accept/", deliverables.accept_many, name="deliverable-accept-many"),
    path("deliverables/<str:code>/", deliverables.DeliverableDetailView.as_view(), name="deliverable-detail"),
    path(
        "deliverables/<str:code>/edit/", deliverables.DeliverableEditView.as_view(), name="deliverable-edit"
    ),
    path("deliverables/<str:code>/start/", deliverables.StartView.as_view(), name="deliverable-start"),
    path("deliverables/<str:code>/report/", deliverables.ReportView.as_view(), name="deliverable-report"),
    path("deliverables/<str:code>/accept/", deliverables.AcceptView.as_view(), name="deliverable-accept"),
    path("deliverables/<str:code>/return/", deliverables.ReturnView.as_view(), name="deliverable-return"),
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
    path("agencies/", views.AgencyListView.as_view(), name="agency-list"),
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
