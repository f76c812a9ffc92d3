"""Addresses of this floor: overviews, indicators, official forms, monthly returns, published figures."""

from django.urls import path

from reports.views import indicator, monthly_return, overview, published_figure
from reports.views.agencies_overview import AgenciesOverviewView
from reports.views.agency import AgencyView
from reports.views.matrix import MatrixView
from reports.views.money import MoneyView
from reports.views.money_stations import MoneyStationsView
from reports.views.need import NeedView
from reports.views.official_form import OfficialFormListView, OfficialFormView
from reports.views.people import PeopleOverviewView, PeopleTrendView
from reports.views.search import search
from reports.views.services import ServicesView
from reports.views.station import StationView
from reports.views.tasks import task_count, task_list

app_name = "reports"

urlpatterns = [
    path("", overview.OverviewView.as_view(), name="overview"),
    path("regions/<code:code>/", overview.RegionView.as_view(), name="region"),
    path("regions/<code:code>/boundaries.json", overview.boundaries, name="region-boundaries"),
    path("stations/<code:code>/", StationView.as_view(), name="station"),
    path("search/", search, name="search"),
    path("agencies/overview/", AgenciesOverviewView.as_view(), name="agencies-overview"),
    path("agencies/<code:code>/", AgencyView.as_view(), name="agency"),
    path("tasks/", task_list, name="task-list"),
    path("tasks/count/", task_count, name="task-count"),
    path("services/", ServicesView.as_view(), name="services"),
    path("model/", MatrixView.as_view(), name="matrix"),
    path("reports/indicators/", indicator.IndicatorListView.as_view(), name="indicator-list"),
    path("reports/indicators/<slug:code>/", indicator.IndicatorDetailView.as_view(), name="indicator-detail"),
    path(
        "reports/indicators/<slug:code>/rows/", indicator.IndicatorRowsView.as_view(), name="indicator-rows"
    ),
    path("personnel/overview/", PeopleOverviewView.as_view(), name="people-overview"),
    path("personnel/trend/", PeopleTrendView.as_view(), name="people-trend"),
    path("funding/", MoneyView.as_view(), name="money"),
    path("funding/stations/", MoneyStationsView.as_view(), name="money-stations"),
    path("funding/need/", NeedView.as_view(), name="money-need"),
    path("reports/forms/", OfficialFormListView.as_view(), name="official-list"),
    path("reports/forms/<slug:code>/", OfficialFormView.as_view(), name="official-form"),
    path("reports/monthly/", monthly_return.BoardView.as_view(), name="monthlyreturn-list"),
    path("reports/monthly/open/", monthly_return.OpenReturnView.as_view(), name="monthlyreturn-open"),
    path(
        "reports/monthly/approve/",
        monthly_return.ApproveManyView.as_view(),
        name="monthlyreturn-approve-many",
    ),
    path("reports/monthly/<code:code>/", monthly_return.ReturnView.as_view(), name="monthlyreturn-detail"),
    path(
        "reports/monthly/<code:code>/submit/",
        monthly_return.SubmitView.as_view(),
        name="monthlyreturn-submit",
    ),
    path(
        "reports/monthly/<code:code>/return/",
        monthly_return.SendBackView.as_view(),
        name="monthlyreturn-return",
    ),
    path(
        "reports/monthly/<code:code>/approve/",
        monthly_return.ApproveView.as_view(),
        name="monthlyreturn-approve",
    ),
    path(
        "reports/monthly/<code:code>/reopen/",
        monthly_return.ReopenView.as_view(),
        name="monthlyreturn-reopen",
    ),
    path(
        "reports/published-figures/",
        published_figure.PublishedFigureListView.as_view(),
        name="publishedfigure-list",
    ),
]
