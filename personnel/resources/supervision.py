"""Supervisors and supervision records as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import (
    SupervisionRecord,
    Supervisor,
)


@register
class SupervisorResource(Resource):
    """Supervisors, kept by their home region."""

    name = "supervisors"
    model = Supervisor
    declared = [
        Column("code", example="SV-0001"),
        Column("name", example="张某"),
        Column("worker", example="SW-00001"),
        Column("source"),
        Column("organisation", example="某某学院"),
        Column("home_region", example="131100 衡水市"),
        Column("ended_on"),
    ]


@register
class SupervisionRecordResource(Resource):
    """Sessions of supervision at stations; people are chosen on the page."""

    name = "supervision"
    model = SupervisionRecord
    related = ("station__township",)
    declared = [
        Column("code", example="SR-00001"),
        Column("supervisor", example="SV-0001"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("region", example="131102002 河东街道"),
        Column("held_on", example="2022-05-10"),
        Column("hours", example="3"),
        Column("form"),
        Column("content", example="个案研讨"),
        Column("follow_up"),
    ]
