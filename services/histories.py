"""What is told of needs, plans and records; their steps are taken back by steps."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from services.models import Need, PlanItem, ServiceCase, ServiceGroup, ServicePlan, ServiceRecord

BY_PLAN_VERBS = _("Submit, approve, return or reopen the plan instead.")
BY_NEED_VERBS = _("Assess, plan, refer, close or resolve the need instead.")
BY_RECORD_VERBS = _("Withdraw the record instead, or enter it again.")


@register
class NeedChronicle(Chronicle):
    """Needs."""

    name = "needs"
    model = Need
    verb_fields = dict.fromkeys(
        [
            "status",
            "assessed_on",
            "assessed_by",
            "urgency",
            "responsible",
            "decided_on",
            "plan_item",
            "referred_to",
            "closed_on",
            "reason",
        ],
        BY_NEED_VERBS,
    )
    removal_refusal = _("A need that was collected is not removed: close it with a reason instead.")


@register
class ServicePlanChronicle(Chronicle):
    """Annual plans."""

    name = "service-plans"
    model = ServicePlan
    verb_fields = dict.fromkeys(
        ["status", "submitted_on", "submitted_by", "approved_on", "approved_by", "ended_on", "comment"],
        BY_PLAN_VERBS,
    )
    removal_refusal = BY_PLAN_VERBS


@register
class PlanItemChronicle(Chronicle):
    """The items of a plan."""

    name = "plan-items"
    model = PlanItem
    parent_lookups = ("plan",)
    removal_refusal = _("An item that was planned is not removed: drop it instead.")

    def label(self, version):
        return version.name


@register
class ServiceRecordChronicle(Chronicle):
    """Records of services."""

    name = "service-records"
    model = ServiceRecord
    verb_fields = dict.fromkeys(["withdrawn_on", "withdrawn_reason"], BY_RECORD_VERBS)
    removal_refusal = BY_RECORD_VERBS


@register
class ServiceCaseChronicle(Chronicle):
    """Cases, by the numbers of their files."""

    name = "service-cases"
    model = ServiceCase
    removal_refusal = _("A case that was opened is not removed: close it instead.")


@register
class ServiceGroupChronicle(Chronicle):
    """Groups."""

    name = "service-groups"
    model = ServiceGroup
    removal_refusal = _("A group that was opened is not removed: end it instead.")
