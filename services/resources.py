"""How needs, plan items and service records are imported and exported.

What only verbs may do is no column: assessing, approving, withdrawing. Target groups are chosen on
the pages.
"""

from django.utils.translation import gettext_lazy as _

from exchange.registry import register
from exchange.resources import Column, Resource
from services.models import Need, PlanItem, ServiceRecord


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
        Column("metric"),
        Column("target", example="3"),
        Column("min_sessions", example="4"),
        Column("min_persons", example="5"),
    ]

    def code_series(self, record):
        return f"{record.plan.code}-", 2


@register
class ServiceRecordResource(Resource):
    """Service records; a case is named on the pages only, because a file number is no name."""

    name = "service-records"
    model = ServiceRecord
    related = ("station__township", "case")
    declared = [
        Column("code", example="SR-131102002-1-0001"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("served_on", example="2022-05-18"),
        Column("method"),
        Column("phase"),
        Column("nature"),
        Column("field", example="ELDER_CARE"),
        Column("hours", example="2.5"),
        Column("sessions", example="1"),
        Column("person_count", example="8"),
        Column("attendance_count", example="8"),
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
