"""Endpoints of this floor."""

from personnel.api.views.agency_founder import AgencyFounderViewSet
from personnel.api.views.certificate import CertificateViewSet, RegistrationViewSet
from personnel.api.views.education_credit import EducationCreditViewSet
from personnel.api.views.position import PositionViewSet
from personnel.api.views.posting import PostingViewSet
from personnel.api.views.social_worker import SocialWorkerViewSet
from personnel.api.views.supervision import SupervisionRecordViewSet, SupervisorViewSet
from personnel.api.views.training_course import CourseLecturerViewSet, EnrolmentViewSet, TrainingCourseViewSet

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
