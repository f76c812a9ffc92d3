"""Cases and groups as rows of files."""

from exchange.resources.resource import Column, Resource
from services.models import ServiceCase, ServiceGroup


class ServiceCaseResource(Resource):
    """Cases, which other systems open; on pages and in files they begin with their first record."""

    name = "service-cases"
    model = ServiceCase
    related = ("station__township",)
    declared = [
        Column("code", example="CA-131102002-1-0001"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("opened_on", example="2022-05-18"),
        Column("note"),
    ]


class ServiceGroupResource(Resource):
    """Groups, which other systems open; on pages and in files they begin with their first record."""

    name = "service-groups"
    model = ServiceGroup
    related = ("station__township",)
    declared = [
        Column("code", example="GR-131102002-1-001"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("name", example="亲子沟通小组"),
        Column("planned_sessions", example="6"),
        Column("started_on", example="2022-05-18"),
        Column("note"),
    ]
