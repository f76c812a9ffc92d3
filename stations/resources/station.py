"""Stations as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import Station


@register
class StationResource(Resource):
    """Stations; the stage follows from the milestones."""

    name = "stations"
    model = Station
    declared = [
        Column("code", example="ST-131102002-1"),
        Column("name", example="河东街道社工站"),
        Column("township", example="131102002 河东街道", limit_choices_to={"level": "township"}),
        Column("service_model", example="1138N"),
        Column("venue_type"),
        Column("run_by"),
        Column("area_m2", example="120"),
        Column("address", example="人民路1号"),
        Column("longitude", example="115.67"),
        Column("latitude", example="37.74"),
        Column("phone", example="0318-0000000", is_plain=True),
        Column("opening_hours", example="周一至周五 8:30–12:00，14:00–17:30"),
    ]
