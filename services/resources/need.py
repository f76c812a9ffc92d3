"""Needs as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from services.models import Need


@register
class NeedResource(Resource):
    """Needs as they were heard."""

    name = "needs"
    model = Need
    related = ("township", "station")
    declared = [
        Column("code", example="ND-131102002-0001"),
        Column("name", example="独居老人助餐"),
        Column("township", example="131102002 河东街道", limit_choices_to={"level": "township"}),
        Column("station", example="ST-131102002-1"),
        Column("community", example="131102002001", limit_choices_to={"level": "community"}),
        Column("channel"),
        Column("raised_on", example="2022-05-10"),
        Column("groups", example="ELDER; DISABLED"),
        Column("field", example="ELDER_CARE"),
        Column("persons", example="12"),
        Column("text"),
    ]
