"""Addresses of this floor."""

from django.urls import path

from regions import views

app_name = "regions"

urlpatterns = [
    path("regions/", views.RegionListView.as_view(), name="region-list"),
]
