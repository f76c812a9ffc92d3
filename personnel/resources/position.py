"""Positions as rows of files."""

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
