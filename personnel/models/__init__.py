from personnel.models.certificate import Certificate
from personnel.models.data_access import PersonalDataAccess
from personnel.models.position import Position
from personnel.models.posting import Posting
from personnel.models.registration import Registration
from personnel.models.social_worker import SocialWorker

__all__ = ["Certificate", "PersonalDataAccess", "Position", "Posting", "Registration", "SocialWorker"]
