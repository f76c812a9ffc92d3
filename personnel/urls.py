"""Addresses of this floor."""

from django.urls import path

from personnel import export_views as exports
from personnel import labour_views as labour
from personnel import people_views as people
from personnel import views
from personnel.privacy_views import AccessLogView, RevealView

app_name = "personnel"

urlpatterns = [
    path("workers/", views.WorkerListView.as_view(), name="worker-list"),
    path("workers/new/", people.WorkerAddView.as_view(), name="worker-add"),
    path("workers/export/", exports.WorkerExportView.as_view(), name="worker-export"),
    path("workers/<str:code>/", views.WorkerDetailView.as_view(), name="worker-detail"),
    path("workers/<str:code>/edit/", people.WorkerEditView.as_view(), name="worker-edit"),
    path("workers/<str:code>/leave/", people.LeaveRegisterView.as_view(), name="worker-leave"),
    path("workers/<str:code>/reveal/", RevealView.as_view(), name="worker-reveal"),
    path("workers/<str:code>/post/", labour.PostView.as_view(), name="worker-post"),
    path("workers/<str:code>/certificates/new/", people.CertificateAddView.as_view(), name="certificate-add"),
    path(
        "workers/<str:code>/certificates/<int:level>/edit/",
        people.CertificateEditView.as_view(),
        name="certificate-edit",
    ),
    path(
        "workers/<str:code>/certificates/<int:level>/register/",
        people.RegisterView.as_view(),
        name="certificate-register",
    ),
    path(
        "workers/<str:code>/postings/<str:station>/end/",
        labour.EndPostingView.as_view(),
        name="posting-end",
    ),
    path(
        "workers/<str:code>/postings/<str:station>/transfer/",
        labour.TransferView.as_view(),
        name="posting-transfer",
    ),
    path("certificates/", views.CertificateListView.as_view(), name="certificate-list"),
    path("certificates/export/", exports.CertificateExportView.as_view(), name="certificate-export"),
    path("positions/", labour.PositionListView.as_view(), name="position-list"),
    path("positions/<str:code>/edit/", labour.PositionEditView.as_view(), name="position-edit"),
    path("positions/<str:code>/close/", labour.ClosePositionView.as_view(), name="position-close"),
    path("positions/<str:code>/waive/", labour.WaiveView.as_view(), name="position-waive"),
    path("positions/<str:code>/appoint/", labour.AppointView.as_view(), name="position-appoint"),
    path("stations/<str:code>/posts/", labour.StationPostsView.as_view(), name="station-posts"),
    path("stations/<str:code>/posts/new/", labour.OpenPositionView.as_view(), name="position-open"),
    path("access-log/", AccessLogView.as_view(), name="access-log"),
]
