"""Ratings of agencies as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import AgencyRating


@register
class AgencyRatingResource(Resource):
    """Ratings: one row for an agency and a day."""

    name = "agency-ratings"
    model = AgencyRating
    key = ("agency", "rated_on")
    related = ("agency__home_region",)
    declared = [
        Column("agency", example="AG-0001", related=("home_region",)),
        Column("rated_on", example="2022-03-01"),
        Column("grade"),
        Column("valid_to", example="2027-02-28"),
        Column("document", example="衡民评〔2022〕1号"),
    ]
