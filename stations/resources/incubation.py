"""Incubation bases and incubations as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import Incubation, IncubationBase


@register
class IncubationBaseResource(Resource):
    """Incubation bases, kept by their region."""

    name = "incubation-bases"
    model = IncubationBase
    declared = [
        Column("code", example="IB-001"),
        Column("name", example="衡水市社会组织孵化基地"),
        Column("region", example="131100 衡水市"),
        Column("venue", example="人民路1号"),
        Column("opened_on", example="2021-05-01"),
        Column("closed_on"),
    ]


@register
class IncubationResource(Resource):
    """Incubations: one row for an agency and the day it entered; leaving is part of the row."""

    name = "incubations"
    model = Incubation
    key = ("agency", "entered_on")
    related = ("agency__home_region", "base__region")
    declared = [
        Column("agency", example="AG-0001", related=("home_region",)),
        Column("entered_on", example="2022-03-01"),
        Column("base", example="IB-001", related=("region",)),
        Column("left_on"),
        Column("outcome"),
    ]
