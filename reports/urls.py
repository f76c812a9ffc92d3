"""Addresses of this floor: overviews, indicators, official forms, monthly returns, published figures."""

from django.urls import path

from reports import monthly_page as monthly
from reports import views
from reports.agencies_overview_page import AgenciesOverviewView
from reports.agency_page import AgencyView
from reports.matrix_page import MatrixView
from reports.money_page import MoneyView
from reports.money_stations_page import MoneyStationsView
from reports.need_page import NeedView
from reports.official_page import OfficialFormListView, OfficialFormView
from reports.people_page import PeopleOverviewView, PeopleTrendView
from reports.search_page import search
from reports.services_page import ServicesView
from reports.station_page import StationView
from reports.tasks_page import task_count, task_list

app_name = "reports"

urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("regions/<str:code>/", views.RegionView.as_view(), name="region"),
    path("regions/<str:code>/boundaries.json", views.boundaries, name="region-boundaries"),
    path("stations/<str:code>/", StationView.as_view(), name="station"),
    path("search/", search, name="search"),
    path("agencies/overview/", AgenciesOverviewView.as_view(), name="agencies-overview"),
    path("agencies/<str:code>/", AgencyView.as_view(), name="agency"),
    path("tasks/", task_list, name="task-list"),
    path("tasks/count/", task_count, name="task-count"),
    path("services/", ServicesView.as_view(), name="services"),
    path("model/", MatrixView.as_view(), name="matrix"),
    path("reports/indicators/", views.IndicatorListView.as_view(), name="indicator-list"),
    path("reports/indicators/<slug:code>/", views.IndicatorDetailView.as_view(), name="indicator-detail"),
    path("reports/indicators/<slug:code>/rows/", views.IndicatorRowsView.as_view(), name="indicator-rows"),
    path("personnel/overview/", PeopleOverviewView.as_view(), name="people-overview"),
    path("personnel/trend/", PeopleTrendView.as_view(), name="people-trend"),
    path("funding/", MoneyView.as_view(), name="money"),
    path("funding/stations/", MoneyStationsView.as_view(), name="money-stations"),
    path("funding/need/", NeedView.as_view(), name="money-need"),
    path("reports/forms/", OfficialFormListView.as_view(), name="official-list"),
    path("reports/forms/<slug:code>/", OfficialFormView.as_view(), name="official-form"),
    path("reports/monthly/", monthly.BoardView.as_view(), name="monthlyreturn-list"),
    path("reports/monthly/open/", monthly.OpenReturnView.as_view(), name="monthlyreturn-open"),
    path("reports/monthly/approve/", monthly.approve_many, name="monthlyreturn-approve-many"),
    path("reports/monthly/<str:code>/", monthly.ReturnView.as_view(), name="monthlyreturn-detail"),
    path("reports/monthly/<str:code>/submit/", monthly.SubmitView.as_view(), name="monthlyreturn-submit"),
    path("reports/monthly/<str:code>/return/", monthly.SendBackView.as_view(), name="monthlyreturn-return"),
    path("reports/monthly/<str:code>/approve/", monthly.ApproveView.as_view(), name="monthlyreturn-approve"),
    path("reports/monthly/<str:code>/reopen/", monthly.ReopenView.as_view(), name="monthlyreturn-reopen"),
    path(
        "reports/published-figures/",
        views.PublishedFigureListView.as_view(),
        name="publishedfigure-list",
    ),
]
