"""Social workers as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import SocialWorker


@register
class SocialWorkerResource(Resource):
    """People, kept by their home region."""

    name = "workers"
    model = SocialWorker
    declared = [
        Column("code", example="SW-00001"),
        Column("name", example="张某"),
        Column("home_region", example="131102 桃城区"),
        Column("sex"),
        Column("birth_year", example="1990"),
        Column("employer_type"),
        Column("agency", example="AG-0001"),
        Column("employment_type"),
        Column("education"),
        Column("is_social_work_major"),
    ]
