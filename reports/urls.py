"""Addresses of this floor: overviews, indicators, published figures."""

from django.urls import path

from reports import views
from reports.matrix_page import MatrixView
from reports.official_page import OfficialFormListView, OfficialFormView
from reports.services_page import ServicesView
from reports.station_page import StationView
from reports.tasks_page import task_count, task_list

app_name = "reports"

urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("regions/<str:code>/", views.RegionView.as_view(), name="region"),
    path("regions/<str:code>/boundaries.json", views.boundaries, name="region-boundaries"),
    path("stations/<str:code>/", StationView.as_view(), name="station"),
    path("tasks/", task_list, name="task-list"),
    path("tasks/count/", task_count, name="task-count"),
    path("services/", ServicesView.as_view(), name="services"),
    path("model/", MatrixView.as_view(), name="matrix"),
    path("reports/indicators/", views.IndicatorListView.as_view(), name="indicator-list"),
    path("reports/indicators/<slug:code>/", views.IndicatorDetailView.as_view(), name="indicator-detail"),
    path("reports/indicators/<slug:code>/rows/", views.IndicatorRowsView.as_view(), name="indicator-rows"),
    path("reports/forms/", OfficialFormListView.as_view(), name="official-list"),
    path("reports/forms/<slug:code>/", OfficialFormView.as_view(), name="official-form"),
    path(
        "reports/published-figures/",
        views.PublishedFigureListView.as_view(),
        name="publishedfigure-list",
    ),
]
