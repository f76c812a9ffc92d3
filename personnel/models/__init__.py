from personnel.models.certificate import Certificate
from personnel.models.posting import Posting
from personnel.models.registration import Registration
from personnel.models.social_worker import SocialWorker

__all__ = ["Certificate", "Posting", "Registration", "SocialWorker"]
