"""Engagements as rows of files."""

from exchange.resources.facts import Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import Agency, Engagement


@register
class EngagementResource(Resource):
    """Engagements: one row for an agency at a station since a day; the last day ends it."""

    name = "engagements"
    model = Engagement
    key = ("station", "agency", "started_on")
    related = ("station__township",)
    declared = [
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("agency", example="AG-0001", rows=lambda user: Agency.objects.engageable(user)),
        Column("role"),
        Column("started_on", example="2022-03-01"),
        Column("ended_on"),
    ]

    def facts(self):
        return Neighbours(Engagement, "station")
