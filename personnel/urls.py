"""Addresses of this floor."""

from django.urls import path

from personnel import views

app_name = "personnel"

urlpatterns = [
    path("workers/", views.WorkerListView.as_view(), name="worker-list"),
    path("workers/<str:code>/", views.WorkerDetailView.as_view(), name="worker-detail"),
]
