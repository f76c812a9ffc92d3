"""Postings as rows of files."""

from django.db.models import prefetch_related_objects

from exchange.resources.facts import Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import Position, Posting
from personnel.models.posting import Asking


class PostingFacts(Neighbours):
    """The person's other postings, and what the posts of the stations ask of whoever begins there."""

    def __init__(self):
        super().__init__(Posting, "worker")

    def read(self, records):
        super().read(records)
        prefetch_related_objects([record.worker for record in records], "certificates")
        stations = {record.station_id for record in records}
        self.posts: dict[int, list[Position]] = {}
        for post in Position.objects.filter(station__in=stations).order_by("code"):
            self.posts.setdefault(post.station_id, []).append(post)
        rows = Posting.objects.filter(pk__in=[record.pk for record in records if record.pk])
        self.roles = dict(rows.values_list("pk", "role"))

    def clean(self, record):
        # The rest of what a posting begins with is the key of its row.
        is_begun = self.roles.get(record.pk) == record.role
        asking = Asking(self.posts.get(record.station_id, []), is_begun)
        record.clean(beside=self.beside(record), asking=asking)


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
        return PostingFacts()
