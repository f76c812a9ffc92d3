"""How stations, agencies, milestones and deliverables are imported and exported.

What only verbs may do is no column: suspending and closing, accepting, the stage itself.
"""

from django.utils.translation import gettext_lazy as _

from exchange.resources.facts import Facts, Neighbours
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.actions import refresh_stages
from stations.gates import Presence
from stations.models import Agency, Deliverable, Engagement, GateRule, Milestone, Station
from stations.models.milestone import Beside

PLACE_OF_ROOM = {"station_id", "component_id", "community_id"}


@register
class StationResource(Resource):
    """Stations; the stage follows from the milestones."""

    name = "stations"
    model = Station
    declared = [
        Column("code", example="ST-131102002-1"),
        Column("name", example="河东街道社工站"),
        Column("township", example="131102002 河东街道", limit={"level": "township"}),
        Column("service_model", example="1138N"),
        Column("venue_type"),
        Column("area_m2", example="120"),
        Column("address", example="人民路1号"),
        Column("longitude", example="115.67"),
        Column("latitude", example="37.74"),
        Column("phone", example="0318-0000000", is_plain=True),
    ]

    def code_series(self, record):
        return f"ST-{record.township.code}-", 1


@register
class AgencyResource(Resource):
    """Agencies, kept by their home region."""

    name = "agencies"
    model = Agency
    declared = [
        Column("code", example="AG-0001"),
        Column("name", example="示例社会工作服务中心"),
        Column("home_region", example="131102 桃城区"),
        Column("uscc", example="52131100MJ00000018", is_plain=True),
        Column("uscc_override_reason"),
        Column("registration_level"),
        Column("founder_type"),
        Column("status"),
        Column("registered_on", example="2021-01-04"),
        Column("deregistered_on"),
        Column("capital_yuan", example="30000"),
        Column("contact_name", example="张某"),
        Column("phone", example="0318-0000000", is_plain=True),
    ]

    def code_series(self, record):
        return "AG-", 4


class MilestoneFacts(Facts):
    """The rules of stages, who was at the stations when, and the days as they are stored."""

    def give(self, records):
        presence = Presence(record.station_id for record in records)
        rules: dict[int, list[GateRule]] = {}
        for rule in GateRule.objects.filter(is_active=True):
            rules.setdefault(rule.stage, []).append(rule)
        rows = Milestone.objects.filter(pk__in=[record.pk for record in records if record.pk])
        stored = dict(rows.values_list("pk", "achieved_on"))
        for record in records:
            record.beside = Beside(rules.get(record.stage, []), presence, stored.get(record.pk))


@register
class MilestoneResource(Resource):
    """Milestones: one row for a stage of a station."""

    name = "milestones"
    model = Milestone
    key = ("station", "stage")
    related = ("station__township",)
    declared = [
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("stage"),
        Column("planned_on", example="2022-06-30"),
        Column("achieved_on", example="2022-06-15"),
        Column("responsible_level"),
        Column("delay_cause"),
        Column("delay_note"),
    ]

    def facts(self):
        return MilestoneFacts()

    def after_write(self, records, by):
        refresh_stages({record.station for record in records})


@register
class EngagementResource(Resource):
    """Engagements: one row for an agency at a station since a day; the last day ends it."""

    name = "engagements"
    model = Engagement
    key = ("station", "agency", "started_on")
    related = ("station__township",)
    declared = [
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("agency", example="AG-0001"),
        Column("role"),
        Column("started_on", example="2022-03-01"),
        Column("ended_on"),
    ]

    def facts(self):
        return Neighbours(Engagement, "station")


@register
class DeliverableResource(Resource):
    """Deliverables as planned and begun; reporting and accepting need two people and are verbs."""

    name = "deliverables"
    model = Deliverable
    related = ("station__township",)
    declared = [
        Column("code", example="DV-131102002-1-01"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column(
            "component",
            example="COMMUNITY_ROOM",
            fits=lambda component, deliverable: (
                deliverable is not None
                and deliverable.station_id is not None
                and component.service_model_id == deliverable.station.service_model_id
            ),
        ),
        Column("name", example="幸福社区社工室"),
        Column("community", example="131102002001", limit={"level": "community"}),
        Column("planned_on", example="2022-06-30"),
        Column("started_on", example="2022-04-01"),
    ]

    def code_series(self, record):
        return f"DV-{record.station.code.removeprefix('ST-')}-", 2

    def objection(self, record, changed):
        if record.is_accepted and changed & PLACE_OF_ROOM:
            return _("This is accepted; where it belongs can no longer change.")
        return ""
