"""Postings as rows of files."""

from exchange.resources.facts import Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import Posting


@register
class PostingResource(Resource):
    """Postings: one row for a person at a station since a day; last day and reason end it."""

    name = "postings"
    model = Posting
    key = ("worker", "station", "started_on")
    related = ("station__township",)
    declared = [
        Column("worker", example="SW-00001", related=("home_region",)),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("role"),
        Column("employment_type"),
        Column("started_on", example="2022-03-01"),
        Column("ended_on"),
        Column("leave_reason"),
    ]

    def facts(self):
        return Neighbours(Posting, "worker")
