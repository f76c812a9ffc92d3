"""Addresses of stations, agencies and evidence."""

from django.urls import path

from stations import views

app_name = "stations"
urlpatterns = [
    path("stations/", views.StationListView.as_view(), name="station-list"),
    path("stations/evidence/<uuid:code>/", views.evidence_file, name="evidence-file"),
    path("agencies/", views.AgencyListView.as_view(), name="agency-list"),
    path("agencies/<str:code>/", views.AgencyDetailView.as_view(), name="agency-detail"),
]
