"""The map of the site."""

from django.contrib import admin
from django.urls import include, path

from core import views as core_views
from hengshui_portal import api

handler400 = "core.problems.bad_request"
handler403 = "core.problems.permission_denied"
handler404 = "core.problems.not_found"
handler500 = "core.problems.server_error"

urlpatterns = [
    path("healthz", core_views.healthz, name="healthz"),
    path("readyz", core_views.readyz, name="readyz"),
    path("language/", core_views.set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("api/", include(api.urlpatterns)),
    path("imports/", include("exchange.urls.import_batch")),
    path("history/", include("exchange.urls.change")),
    path("personnel/", include("personnel.urls")),
    path("services/", include("services.urls")),
    path("funding/", include("funding.urls")),
    path("oversight/", include("oversight.urls")),
    path("", include("regions.urls")),
    path("", include("stations.urls")),
    path("", include("reports.urls")),
]
