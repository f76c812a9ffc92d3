"""Stages of construction as rows of files."""

from datetime import date
from typing import cast

from exchange.resources.facts import Facts
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.actions.milestone import refresh_stages
from stations.models import GateRule, Milestone
from stations.models.milestone import Beside
from stations.rules import frozen
from stations.rules.gates import Presence


class MilestoneFacts(Facts):
    """The rules of stages, who was at the stations when, and the milestones as they are stored."""

    def __init__(self):
        self.rules: dict[int, list[GateRule]] = {}
        for rule in GateRule.objects.filter(is_active=True):
            self.rules.setdefault(rule.stage, []).append(rule)
        self.given_out = frozen.last_days()
        # By station and stage; rows of the file stand in it as the file leaves them.
        self.days: dict[int, dict[int, date]] = {}
        self.counting: dict[int, set[int]] = {}

    def read(self, records):
        stations = {record.station_id for record in records}
        self.presence = Presence(stations)
        missing = stations - set(self.days)
        self.days |= {station: {} for station in missing}
        self.counting |= {station: set() for station in missing}
        kept = Milestone.objects.filter(station__in=missing, achieved_on__isnull=False)
        for station, stage, day, since in kept.values_list("station", "stage", "achieved_on", "counts_from"):
            self.days[station][stage] = cast("date", day)
            if since:
                self.counting[station].add(stage)
        for record in records:
            self.days[record.station_id].pop(record.stage, None)
            if record.achieved_on:
                self.days[record.station_id][record.stage] = record.achieved_on
        rows = Milestone.objects.filter(pk__in=[record.pk for record in records if record.pk])
        self.stored = {row.pk: row for row in rows.select_related("station")}

    def clean(self, record):
        stored = self.stored.get(record.pk)
        days, counting = self.days[record.station_id], self.counting[record.station_id]
        record.clean(beside=Beside(self.rules, self.presence, days, counting, self.given_out, stored))


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
        Column("reason"),
        Column("responsible_level"),
        Column("delay_cause"),
        Column("delay_note"),
    ]

    def facts(self):
        return MilestoneFacts()

    def judge(self, record, by, facts):
        # Whoever sends the file reports what is in it.
        vars(record)["_history_user"] = by
        super().judge(record, by, facts)

    def after_write(self, records, by):
        refresh_stages({record.station for record in records})
