from personnel.models.agency_founder import AgencyFounder
from personnel.models.certificate import Certificate
from personnel.models.data_access import PersonalDataAccess
from personnel.models.education_credit import EducationCredit
from personnel.models.enrolment import Enrolment
from personnel.models.position import Position
from personnel.models.posting import Posting
from personnel.models.registration import Registration
from personnel.models.social_worker import SocialWorker
from personnel.models.supervision import Supervised, SupervisionRecord, Supervisor
from personnel.models.training_course import CourseLecturer, TrainingCourse

__all__ = [
    "AgencyFounder",
    "Certificate",
    "CourseLecturer",
    "EducationCredit",
    "Enrolment",
    "PersonalDataAccess",
    "Position",
    "Posting",
    "Registration",
    "SocialWorker",
    "Supervised",
    "SupervisionRecord",
    "Supervisor",
    "TrainingCourse",
]
