from personnel.admin.certificate import CertificateAdmin
from personnel.admin.posting import PostingAdmin
from personnel.admin.social_worker import SocialWorkerAdmin

__all__ = ["CertificateAdmin", "PostingAdmin", "SocialWorkerAdmin"]
