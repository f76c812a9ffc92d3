from personnel.admin.certificate import CertificateAdmin
from personnel.admin.data_access import PersonalDataAccessAdmin
from personnel.admin.position import PositionAdmin
from personnel.admin.posting import PostingAdmin
from personnel.admin.social_worker import SocialWorkerAdmin

__all__ = [
    "CertificateAdmin",
    "PersonalDataAccessAdmin",
    "PositionAdmin",
    "PostingAdmin",
    "SocialWorkerAdmin",
]
