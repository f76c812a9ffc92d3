"""Addresses of stations, agencies and evidence."""

from django.urls import path

from stations import evidence_views as evidence
from stations import views
from stations.standard_views import StandardView

app_name = "stations"
urlpatterns = [
    path("stations/", views.StationListView.as_view(), name="station-list"),
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
    path("agencies/<str:code>/", views.AgencyDetailView.as_view(), name="agency-detail"),
]
