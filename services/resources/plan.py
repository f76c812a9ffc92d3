"""Items of plans as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from services.models import PlanItem


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
