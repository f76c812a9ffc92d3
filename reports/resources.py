"""How published figures, and by when returns are due, are entered in many records at once."""

from exchange.resources.resource import Column, Resource
from reports.models import PublishedFigure, ReturnRule


class PublishedFigureResource(Resource):
    """Published figures: one for an indicator, a region or another place, a day and a source."""

    name = "published-figures"
    model = PublishedFigure
    key = ("indicator", "region", "place", "as_of", "source")
    declared = [
        Column("indicator", example="stations_completed"),
        Column("region", example="131100 衡水市"),
        Column("place"),
        Column("value", example="127"),
        Column("as_of", example="2022-12-31"),
        Column("source", example="衡水市民政局2022年12月通报"),
        Column("note"),
    ]


class ReturnRuleResource(Resource):
    """Deadlines of monthly returns: one row for the month from which one holds."""

    name = "return-rules"
    model = ReturnRule
    key = ("from_month",)
    declared = [Column("from_month"), Column("due_day"), Column("note")]
