"""Service records as rows of files."""

from exchange.resources.facts import Facts
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from services import actions
from services.actions.following import follow
from services.models import PlanItem, ServiceRecord
from stations.models import Interruption


class StationFacts(Facts):
    """When the stations of the records were closed, and what their plans hold."""

    def read(self, records):
        self.items: dict[int, list[PlanItem]] = {}
        for item in actions.items_for(records):
            self.items.setdefault(item.plan.station_id, []).append(item)
        self.closures: dict[int, list[Interruption]] = {}
        stations = {record.station_id for record in records}
        for one in Interruption.objects.closures().filter(station__in=stations):
            self.closures.setdefault(one.station_id, []).append(one)

    def items_of(self, record) -> list[PlanItem]:
        """The items of the plans of the record's station."""
        return self.items.get(record.station_id, [])

    def clean(self, record):
        record.clean(closures=self.closures.get(record.station_id, []))


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
        Column("satisfaction", example="95", is_percent=True),
        Column("resources_yuan", example="500"),
        Column("note"),
    ]

    def facts(self):
        return StationFacts()

    def judge(self, record, by, facts):
        """The plan item is no column: a new record gets it, and a corrected one that no longer fits."""
        items = facts.items_of(record)
        if record._state.adding:
            actions.complete(record, by=by, items=items)
        elif record.plan_item and not actions.is_towards(record.plan_item, record):
            record.plan_item = actions.item_for(record, items)
        super().judge(record, by, facts)

    def after_write(self, records, by):
        follow(records, by=by)
