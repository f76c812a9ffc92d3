"""Addresses of this floor."""

from django.urls import path

from personnel.views import (
    certificate,
    education_credit,
    export,
    position,
    social_worker,
    supervision,
    training_course,
)
from personnel.views.data_access import AccessLogView, RevealView

app_name = "personnel"

urlpatterns = [
    path("workers/", social_worker.WorkerListView.as_view(), name="worker-list"),
    path("workers/new/", social_worker.WorkerAddView.as_view(), name="worker-add"),
    path("workers/export/", export.WorkerExportView.as_view(), name="worker-export"),
    path("workers/<code:code>/", social_worker.WorkerDetailView.as_view(), name="worker-detail"),
    path("workers/<code:code>/edit/", social_worker.WorkerEditView.as_view(), name="worker-edit"),
    path("workers/<code:code>/leave/", social_worker.LeaveRegisterView.as_view(), name="worker-leave"),
    path("workers/<code:code>/reveal/", RevealView.as_view(), name="worker-reveal"),
    path("workers/<code:code>/post/", position.PostView.as_view(), name="worker-post"),
    path(
        "workers/<code:code>/certificates/new/",
        certificate.CertificateAddView.as_view(),
        name="certificate-add",
    ),
    path(
        "workers/<code:code>/certificates/<int:level>/edit/",
        certificate.CertificateEditView.as_view(),
        name="certificate-edit",
    ),
    path(
        "workers/<code:code>/certificates/<int:level>/register/",
        certificate.RegisterView.as_view(),
        name="certificate-register",
    ),
    path(
        "workers/<code:code>/postings/<code:station>/end/",
        position.EndPostingView.as_view(),
        name="posting-end",
    ),
    path(
        "workers/<code:code>/postings/<code:station>/transfer/",
        position.TransferView.as_view(),
        name="posting-transfer",
    ),
    path("certificates/", certificate.CertificateListView.as_view(), name="certificate-list"),
    path("certificates/export/", export.CertificateExportView.as_view(), name="certificate-export"),
    path("positions/", position.PositionListView.as_view(), name="position-list"),
    path("positions/<code:code>/edit/", position.PositionEditView.as_view(), name="position-edit"),
    path("positions/<code:code>/close/", position.ClosePositionView.as_view(), name="position-close"),
    path("positions/<code:code>/waive/", position.WaiveView.as_view(), name="position-waive"),
    path("positions/<code:code>/appoint/", position.AppointView.as_view(), name="position-appoint"),
    path("stations/<code:code>/posts/", position.StationPostsView.as_view(), name="station-posts"),
    path("stations/<code:code>/posts/new/", position.OpenPositionView.as_view(), name="position-open"),
    path("access-log/", AccessLogView.as_view(), name="access-log"),
    path("workers/<code:code>/credits/new/", education_credit.EnterCreditView.as_view(), name="credit-enter"),
    path("credits/", education_credit.CreditListView.as_view(), name="credit-list"),
    path("credits/approve/", education_credit.ApproveManyView.as_view(), name="credit-approve-many"),
    path("credits/<code:code>/refuse/", education_credit.RefuseCreditView.as_view(), name="credit-refuse"),
    path("courses/", training_course.CourseListView.as_view(), name="course-list"),
    path("courses/new/", training_course.CourseCreateView.as_view(), name="course-create"),
    path("courses/<code:code>/", training_course.CourseDetailView.as_view(), name="course-detail"),
    path("courses/<code:code>/edit/", training_course.CourseEditView.as_view(), name="course-edit"),
    path("courses/<code:code>/enrol/", training_course.EnrolView.as_view(), name="course-enrol"),
    path("courses/<code:code>/start/", training_course.StartCourseView.as_view(), name="course-start"),
    path(
        "courses/<code:code>/attendance/", training_course.AttendanceView.as_view(), name="course-attendance"
    ),
    path("courses/<code:code>/close/", training_course.CloseCourseView.as_view(), name="course-close"),
    path("courses/<code:code>/cancel/", training_course.CancelCourseView.as_view(), name="course-cancel"),
    path("supervisors/", supervision.SupervisorListView.as_view(), name="supervisor-list"),
    path("supervisors/new/", supervision.SupervisorCreateView.as_view(), name="supervisor-create"),
    path("supervisors/<code:code>/edit/", supervision.SupervisorEditView.as_view(), name="supervisor-edit"),
    path("supervision/", supervision.SupervisionListView.as_view(), name="supervision-list"),
    path("supervision/new/", supervision.SupervisionCreateView.as_view(), name="supervision-create"),
    path("supervision/<code:code>/", supervision.SupervisionDetailView.as_view(), name="supervision-detail"),
    path("supervision/<code:code>/edit/", supervision.SupervisionEditView.as_view(), name="supervision-edit"),
]
