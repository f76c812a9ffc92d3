from services.models.case import ServiceCase
from services.models.group import ServiceGroup
from services.models.minimum import ServiceMinimum
from services.models.need import Need
from services.models.plan import ServicePlan
from services.models.plan_item import PlanItem
from services.models.record import ServiceRecord
from services.models.terms import ServiceField, TargetGroup

__all__ = [
    "Need",
    "PlanItem",
    "ServiceCase",
    "ServiceField",
    "ServiceGroup",
    "ServiceMinimum",
    "ServicePlan",
    "ServiceRecord",
    "TargetGroup",
]
