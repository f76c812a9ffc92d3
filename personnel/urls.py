"""Addresses of this floor."""

from django.urls import path

from personnel import credit_views as credits
from personnel import export_views as exports
from personnel import labour_views as labour
from personnel import people_views as people
from personnel import supervision_views as supervision
from personnel import training_views as training
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
    path("workers/<str:code>/credits/new/", credits.EnterCreditView.as_view(), name="credit-enter"),
    path("credits/", credits.CreditListView.as_view(), name="credit-list"),
    path("credits/approve/", credits.approve_many, name="credit-approve-many"),
    path("credits/<str:code>/refuse/", credits.RefuseCreditView.as_view(), name="credit-refuse"),
    path("courses/", training.CourseListView.as_view(), name="course-list"),
    path("courses/new/", training.CourseCreateView.as_view(), name="course-create"),
    path("courses/<str:code>/", training.CourseDetailView.as_view(), name="course-detail"),
    path("courses/<str:code>/edit/", training.CourseEditView.as_view(), name="course-edit"),
    path("courses/<str:code>/enrol/", training.EnrolView.as_view(), name="course-enrol"),
    path("courses/<str:code>/start/", training.StartCourseView.as_view(), name="course-start"),
    path("courses/<str:code>/attendance/", training.AttendanceView.as_view(), name="course-attendance"),
    path("courses/<str:code>/close/", training.CloseCourseView.as_view(), name="course-close"),
    path("courses/<str:code>/cancel/", training.CancelCourseView.as_view(), name="course-cancel"),
    path("supervisors/", supervision.SupervisorListView.as_view(), name="supervisor-list"),
    path("supervisors/new/", supervision.SupervisorCreateView.as_view(), name="supervisor-create"),
    path("supervisors/<str:code>/edit/", supervision.SupervisorEditView.as_view(), name="supervisor-edit"),
    path("supervision/", supervision.SupervisionListView.as_view(), name="supervision-list"),
    path("supervision/new/", supervision.SupervisionCreateView.as_view(), name="supervision-create"),
    path("supervision/<str:code>/", supervision.SupervisionDetailView.as_view(), name="supervision-detail"),
    path("supervision/<str:code>/edit/", supervision.SupervisionEditView.as_view(), name="supervision-edit"),
]
