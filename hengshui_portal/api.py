"""The API's address book: every noun's endpoint, the schema and its pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

from funding.api.urls import routes as funding_routes
from personnel.api.urls import routes as personnel_routes
from regions.api.urls import routes as region_routes
from reports.api.urls import routes as report_routes
from stations.api.urls import routes as station_routes

router = DefaultRouter()
router.include_format_suffixes = False
for prefix, viewset in [
    *region_routes,
    *station_routes,
    *personnel_routes,
    *funding_routes,
    *report_routes,
]:
    router.register(prefix, viewset, basename=prefix)

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("v1/", include(router.urls)),
]
