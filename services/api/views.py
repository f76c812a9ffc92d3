"""Needs, plans, records, cases and groups over the API."""

from exchange.api.verbs import CommentBody, DayBody, ReasonBody, WhyBody, verb
from exchange.api.views import EnteredPartViewSet, OpenedViewSet, RecordViewSet
from services import need_actions, plan_actions, record_actions, unit_actions
from services.api import verbs
from services.api.serializers import (
    NeedSerializer,
    PlanItemSerializer,
    ServiceCaseSerializer,
    ServiceFieldSerializer,
    ServiceGroupSerializer,
    ServiceMinimumSerializer,
    ServicePlanSerializer,
    ServiceRecordSerializer,
    TargetGroupSerializer,
)
from services.city_resources import ServiceFieldResource, ServiceMinimumResource, TargetGroupResource
from services.filters import CaseFilter, GroupFilter, NeedFilter, PlanFilter, PlanItemFilter, RecordFilter
from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceMinimum,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from services.resources import (
    NeedResource,
    PlanItemResource,
    ServiceCaseResource,
    ServiceGroupResource,
    ServiceRecordResource,
)


class TargetGroupViewSet(RecordViewSet):
    """The target groups, kept by the city."""

    model = TargetGroup
    queryset = TargetGroup.objects.none()
    serializer_class = TargetGroupSerializer
    resource = TargetGroupResource()


class ServiceFieldViewSet(RecordViewSet):
    """The service fields, kept by the city."""

    model = ServiceField
    queryset = ServiceField.objects.none()
    serializer_class = ServiceFieldSerializer
    resource = ServiceFieldResource()


class ServiceMinimumViewSet(EnteredPartViewSet):
    """From when on services count, kept by the city."""

    model = ServiceMinimum
    queryset = ServiceMinimum.objects.none()
    serializer_class = ServiceMinimumSerializer
    resource = ServiceMinimumResource()


class NeedViewSet(RecordViewSet):
    """The needs in scope."""

    model = Need
    queryset = Need.objects.none()
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    resource = NeedResource()
    assess = verb("assess", need_actions.assess_need, verbs.AssessBody)
    plan = verb("plan", need_actions.plan_need, verbs.PlanNeedBody)
    refer = verb("refer", need_actions.refer_need, verbs.ReferBody)
    close = verb("close", need_actions.reject_need, verbs.CloseNeedBody)
    resolve = verb("resolve", need_actions.resolve_need, verbs.ResolveBody)

    def get_queryset(self):
        return super().get_queryset().select_related("community", "plan_item")


class ServicePlanViewSet(OpenedViewSet):
    """The plans in scope."""

    model = ServicePlan
    queryset = ServicePlan.objects.none()
    serializer_class = ServicePlanSerializer
    filterset_class = PlanFilter
    new_body = verbs.NewPlanBody
    begin = staticmethod(plan_actions.draft_plan)
    submit = verb("submit", plan_actions.submit_plan, DayBody)
    approve = verb("approve", plan_actions.approve_plan, CommentBody, permission="approve")
    send_back = verb("send_back", plan_actions.return_plan, WhyBody, permission="approve", path="return")


class PlanItemViewSet(RecordViewSet):
    """The plan items in scope, with what is done of each."""

    model = PlanItem
    queryset = PlanItem.objects.none()
    serializer_class = PlanItemSerializer
    filterset_class = PlanItemFilter
    resource = PlanItemResource()

    def get_queryset(self):
        return super().get_queryset().with_done()


class ServiceRecordViewSet(RecordViewSet):
    """The service records in scope."""

    model = ServiceRecord
    queryset = ServiceRecord.objects.none()
    serializer_class = ServiceRecordSerializer
    filterset_class = RecordFilter
    resource = ServiceRecordResource()
    withdraw = verb("withdraw", record_actions.withdraw_record, ReasonBody)

    def get_queryset(self):
        return super().get_queryset().select_related("case", "service_group", "need", "plan_item")


class ServiceCaseViewSet(RecordViewSet):
    """The cases in scope."""

    model = ServiceCase
    queryset = ServiceCase.objects.none()
    serializer_class = ServiceCaseSerializer
    filterset_class = CaseFilter
    resource = ServiceCaseResource()
    close = verb("close", unit_actions.close_case, verbs.CloseCaseBody)


class ServiceGroupViewSet(RecordViewSet):
    """The groups in scope."""

    model = ServiceGroup
    queryset = ServiceGroup.objects.none()
    serializer_class = ServiceGroupSerializer
    filterset_class = GroupFilter
    resource = ServiceGroupResource()
    end = verb("end", unit_actions.end_group, DayBody)
