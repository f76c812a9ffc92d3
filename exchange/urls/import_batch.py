"""Addresses of imports."""

from django.urls import path

from exchange.views import import_batch as views

app_name = "exchange"
urlpatterns = [
    path("", views.ImportBatchListView.as_view(), name="importbatch-list"),
    path("new/<slug:name>/", views.ImportBatchCreateView.as_view(), name="importbatch-create"),
    path("templates/<slug:name>/", views.template, name="template"),
    path("<code:code>/", views.ImportBatchDetailView.as_view(), name="importbatch-detail"),
    path("<code:code>/marked/", views.marked, name="importbatch-marked"),
    path("<code:code>/check/", views.check, name="importbatch-check"),
    path("<code:code>/stop/", views.stop, name="importbatch-stop"),
    path("<code:code>/commit/", views.CommitView.as_view(), name="importbatch-commit"),
    path("<code:code>/undo/", views.UndoView.as_view(), name="importbatch-undo"),
]
