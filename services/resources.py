"""How needs, plan items and service records are imported and exported.

What only verbs may do is no column: assessing, approving, withdrawing.
"""

from django.utils.translation import gettext_lazy as _

from exchange.resources.facts import Facts
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from services import record_actions
from services.following import follow
from services.models import Need, PlanItem, ServiceCase, ServiceGroup, ServiceRecord
from stations.models import Interruption


@register
class NeedResource(Resource):
    """Needs as they were heard."""

    name = "needs"
    model = Need
    related = ("township", "station")
    declared = [
        Column("code", example="ND-131102002-0001"),
        Column("name", example="独居老人助餐"),
        Column("township", example="131102002 河东街道", limit={"level": "township"}),
        Column("station", example="ST-131102002-1"),
        Column("community", example="131102002001", limit={"level": "community"}),
        Column("channel"),
        Column("raised_on", example="2022-05-10"),
        Column("groups", example="ELDER; DISABLED"),
        Column("field", example="ELDER_CARE"),
        Column("persons", example="12"),
        Column("text"),
    ]

    def code_series(self, record):
        return f"ND-{record.township.code}-", 4


@register
class PlanItemResource(Resource):
    """Items of plans that are drafts; an approved plan refuses them."""

    name = "plan-items"
    model = PlanItem
    related = ("plan__station__township",)
    declared = [
        Column("code", example="SP-131102002-1-2022-01"),
        Column("plan", example="SP-131102002-1-2022"),
        Column("name", example="留守儿童小组"),
        Column("method"),
        Column("field", example="CHILD_WELFARE"),
        Column("groups", example="CHILD; DISABLED"),
        Column("metric"),
        Column("target", example="3"),
        Column("min_sessions", example="4"),
        Column("min_persons", example="5"),
    ]

    def code_series(self, record):
        return f"{record.plan.code}-", 2


class StationFacts(Facts):
    """When the stations of the records were closed, and what their plans hold."""

    def give(self, records):
        stations = {record.station_id for record in records}
        items: dict[int, list[PlanItem]] = {}
        for item in record_actions.items_for(records):
            items.setdefault(item.plan.station_id, []).append(item)
        closures: dict[int, list[Interruption]] = {}
        for one in Interruption.objects.closures().filter(station__in=stations):
            closures.setdefault(one.station_id, []).append(one)
        for record in records:
            record.closures = closures.get(record.station_id, [])
            record.plan_items = items.get(record.station_id, [])


@register
class ServiceRecordResource(Resource):
    """Service records; a case is named by its file number."""

    name = "service-records"
    model = ServiceRecord
    related = ("station__township", "case", "plan_item__plan")
    declared = [
        Column("code", example="SR-131102002-1-0001"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("served_on", example="2022-05-18"),
        Column("method"),
        Column("phase"),
        Column("nature"),
        Column("field", example="ELDER_CARE"),
        Column("groups", example="ELDER; DIBAO"),
        Column("hours", example="2.5"),
        Column("sessions", example="1"),
        Column("person_count", example="8"),
        Column("attendance_count", example="8"),
        Column("case", example="CA-131102002-1-0001", names=lambda case: [str(case.opened_on)]),
        Column("service_group", example="GR-131102002-1-001"),
        Column("need", example="ND-131102002-0001"),
        Column("satisfaction", example="95"),
        Column("resources_yuan", example="500"),
        Column("note"),
    ]

    def code_series(self, record):
        return f"SR-{record.station.code.removeprefix('ST-')}-", 4

    def objection(self, record, changed):
        if record.is_withdrawn:
            return _("This record was withdrawn; enter it anew if it took place after all.")
        return ""

    def facts(self):
        return StationFacts()

    def judge(self, record, by):
        """The plan item is no column: a new record gets it, and a corrected one that no longer fits."""
        if record._state.adding:
            record_actions.complete(record, by=by)
        elif record.plan_item and not record_actions.is_towards(record.plan_item, record):
            record.plan_item = record_actions.item_for(record)
        super().judge(record, by)

    def after_write(self, records, by):
        follow(records, by=by)


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

    def code_series(self, record):
        return f"CA-{record.station.code.removeprefix('ST-')}-", 4

    def objection(self, record, changed):
        return _("This case is closed.") if record.closed_on else ""


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

    def code_series(self, record):
        return f"GR-{record.station.code.removeprefix('ST-')}-", 3

    def objection(self, record, changed):
        return _("This group has ended.") if record.ended_on else ""
