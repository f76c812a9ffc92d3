"""Positions as rows of files."""

from django.utils.translation import gettext_lazy as _

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.models import Position


@register
class PositionResource(Resource):
    """The posts that stations need; closing one and waiving what it asks for are verbs."""

    name = "positions"
    model = Position
    related = ("station__township",)
    declared = [
        Column("code", example="PO-131102002-1-01"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("role"),
        Column("employment_type"),
        Column("requirement"),
        Column("responsible"),
        Column("opened_on", example="2022-03-01"),
    ]

    def objection(self, record, changed):
        if record.is_closed:
            return _("This post is closed; open a new one.")
        if "station_id" in changed:
            return _("A post stays at its station; close it and open one at the other.")
        return ""
