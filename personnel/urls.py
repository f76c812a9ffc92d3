"""Addresses of this floor."""

from django.urls import path

from personnel import credit_views as credits
from personnel import supervision_views as supervision
from personnel import training_views as training
from personnel import views

app_name = "personnel"

urlpatterns = [
    path("workers/", views.WorkerListView.as_view(), name="worker-list"),
    path("workers/<str:code>/", views.WorkerDetailView.as_view(), name="worker-detail"),
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
