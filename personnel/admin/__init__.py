from personnel.admin.agency_founder import AgencyFounderAdmin
from personnel.admin.certificate import CertificateAdmin
from personnel.admin.data_access import PersonalDataAccessAdmin
from personnel.admin.position import PositionAdmin
from personnel.admin.posting import PostingAdmin
from personnel.admin.social_worker import SocialWorkerAdmin
from personnel.admin.supervision import SupervisionRecordAdmin, SupervisorAdmin
from personnel.admin.training import EducationCreditAdmin, EnrolmentAdmin, TrainingCourseAdmin

__all__ = [
    "AgencyFounderAdmin",
    "CertificateAdmin",
    "EducationCreditAdmin",
    "EnrolmentAdmin",
    "PersonalDataAccessAdmin",
    "PositionAdmin",
    "PostingAdmin",
    "SocialWorkerAdmin",
    "SupervisionRecordAdmin",
    "SupervisorAdmin",
    "TrainingCourseAdmin",
]
