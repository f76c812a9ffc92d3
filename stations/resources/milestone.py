"""Stages of construction as rows of files."""

from exchange.resources.facts import Facts
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.actions.milestone import refresh_stages
from stations.models import GateRule, Milestone
from stations.models.milestone import Beside
from stations.rules.gates import Presence


class MilestoneFacts(Facts):
    """The rules of stages, who was at the stations when, and the days as they are stored."""

    def read(self, records):
        self.presence = Presence(record.station_id for record in records)
        self.rules: dict[int, list[GateRule]] = {}
        for rule in GateRule.objects.filter(is_active=True):
            self.rules.setdefault(rule.stage, []).append(rule)
        rows = Milestone.objects.filter(pk__in=[record.pk for record in records if record.pk])
        self.stored = dict(rows.values_list("pk", "achieved_on"))

    def clean(self, record):
        rules = self.rules.get(record.stage, [])
        record.clean(beside=Beside(rules, self.presence, self.stored.get(record.pk)))


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
