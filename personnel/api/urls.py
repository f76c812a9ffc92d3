"""Endpoints of this floor."""

from personnel.api.training import (
    AgencyFounderViewSet,
    CourseLecturerViewSet,
    EducationCreditViewSet,
    EnrolmentViewSet,
    SupervisionRecordViewSet,
    SupervisorViewSet,
    TrainingCourseViewSet,
)
from personnel.api.views import (
    CertificateViewSet,
    PositionViewSet,
    PostingViewSet,
    RegistrationViewSet,
    SocialWorkerViewSet,
)

routes = [
    ("workers", SocialWorkerViewSet),
    ("certificates", CertificateViewSet),
    ("registrations", RegistrationViewSet),
    ("postings", PostingViewSet),
    ("positions", PositionViewSet),
    ("courses", TrainingCourseViewSet),
    ("enrolments", EnrolmentViewSet),
    ("education-credits", EducationCreditViewSet),
    ("supervisors", SupervisorViewSet),
    ("supervision-records", SupervisionRecordViewSet),
    ("agency-founders", AgencyFounderViewSet),
    ("lecturers", CourseLecturerViewSet),
]
