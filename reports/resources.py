"""How published figures are entered in many records at once."""

from exchange.resources import Column, Resource
from reports.models import PublishedFigure


class PublishedFigureResource(Resource):
    """Published figures: one for an indicator, a region, a day and a source."""

    name = "published-figures"
    model = PublishedFigure
    key = ("indicator", "region", "as_of", "source")
    declared = [
        Column("indicator", example="stations_completed"),
        Column("region", example="131100 衡水市"),
        Column("value", example="127"),
        Column("as_of", example="2022-12-31"),
        Column("source", example="衡水市民政局2022年12月通报"),
        Column("note"),
    ]
