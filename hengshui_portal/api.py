"""The API's address book: every noun's endpoint, the schema and its pages."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from exchange.api.urls import routes as exchange_routes
from funding.api.urls import routes as funding_routes
from oversight.api.urls import routes as oversight_routes
from personnel.api.urls import routes as personnel_routes
from regions.api.urls import routes as region_routes
from reports.api.urls import routes as report_routes
from services.api.urls import routes as service_routes
from stations.api.urls import routes as station_routes

router = DefaultRouter()
router.include_format_suffixes = False
ROUTES: list[tuple[str, type[ViewSetMixin]]] = [
    *region_routes,
    *exchange_routes,
    *station_routes,
    *personnel_routes,
    *service_routes,
    *funding_routes,
    *oversight_routes,
    *report_routes,
]
for prefix, viewset in ROUTES:
    router.register(prefix, viewset, basename=prefix)

# Swagger sets inline styles; its script comes as a file of its own.
swagger = csp_update({"style-src": [UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api-schema")
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", swagger, name="api-docs"),
    path("v1/", include(router.urls)),
]
