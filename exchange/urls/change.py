"""Addresses of the history, below /history/."""

from django.urls import path

from exchange.views import change as views

app_name = "changes"
urlpatterns = [
    path("requests/<uuid:key>/", views.RequestView.as_view(), name="request"),
    path("requests/<uuid:key>/revert/", views.RequestRevertView.as_view(), name="request-revert"),
    path("<slug:noun>/<code:code>/", views.RecordHistoryView.as_view(), name="record"),
    path(
        "<slug:noun>/versions/<int:number>/revert/", views.VersionRevertView.as_view(), name="version-revert"
    ),
]
