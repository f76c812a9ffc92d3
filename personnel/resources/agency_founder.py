"""Founders of agencies as rows of files."""

from exchange.resources.resource import Column, Resource
from personnel.models import (
    AgencyFounder,
)


class AgencyFounderResource(Resource):
    """Founders, whom other systems enter: one row for a name at an agency.

    The name of a person of the register is taken from there.
    """

    name = "agency-founders"
    model = AgencyFounder
    key = ("agency", "name")
    related = ("agency__home_region",)
    declared = [
        Column("agency", related=("home_region",)),
        Column("worker"),
        Column("name"),
        Column("claimed_certificate"),
    ]
