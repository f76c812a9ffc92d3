"""Needs, plans, records, cases and groups over the API."""

from exchange.api.verbs import (
    CommentBodySerializer,
    DayBodySerializer,
    ReasonBodySerializer,
    WhyBodySerializer,
    verb,
)
from exchange.api.views import ActionViewSet, ListCreateViewSet, ModelViewSet
from services import actions
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
from services.filters import (
    CaseFilterSet,
    GroupFilterSet,
    NeedFilterSet,
    PlanFilterSet,
    PlanItemFilterSet,
    RecordFilterSet,
)
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
from services.resources.need import NeedResource
from services.resources.plan import PlanItemResource
from services.resources.record import ServiceRecordResource
from services.resources.terms import ServiceFieldResource, ServiceMinimumResource, TargetGroupResource
from services.resources.unit import ServiceCaseResource, ServiceGroupResource


class TargetGroupViewSet(ModelViewSet):
    """The target groups, kept by the city."""

    model = TargetGroup
    queryset = TargetGroup.objects.none()
    serializer_class = TargetGroupSerializer
    resource = TargetGroupResource()


class ServiceFieldViewSet(ModelViewSet):
    """The service fields, kept by the city."""

    model = ServiceField
    queryset = ServiceField.objects.none()
    serializer_class = ServiceFieldSerializer
    resource = ServiceFieldResource()


class ServiceMinimumViewSet(ListCreateViewSet):
    """From when on services count, kept by the city."""

    model = ServiceMinimum
    queryset = ServiceMinimum.objects.none()
    serializer_class = ServiceMinimumSerializer
    resource = ServiceMinimumResource()


class NeedViewSet(ModelViewSet):
    """The needs in scope."""

    model = Need
    queryset = Need.objects.none()
    serializer_class = NeedSerializer
    filterset_class = NeedFilterSet
    resource = NeedResource()
    assess = verb("assess", actions.assess_need, verbs.AssessBodySerializer)
    plan = verb("plan", actions.plan_need, verbs.PlanNeedBodySerializer)
    refer = verb("refer", actions.refer_need, verbs.ReferBodySerializer)
    close = verb("close", actions.reject_need, verbs.CloseNeedBodySerializer)
    resolve = verb("resolve", actions.resolve_need, verbs.ResolveBodySerializer)

    def get_queryset(self):
        return super().get_queryset().select_related("community", "plan_item")


class ServicePlanViewSet(ActionViewSet):
    """The plans in scope."""

    model = ServicePlan
    queryset = ServicePlan.objects.none()
    serializer_class = ServicePlanSerializer
    filterset_class = PlanFilterSet
    request_serializer_class = verbs.NewPlanBodySerializer
    create_action = staticmethod(actions.draft_plan)
    submit = verb("submit", actions.submit_plan, DayBodySerializer)
    approve = verb("approve", actions.approve_plan, CommentBodySerializer, permission="approve")
    send_back = verb("send_back", actions.return_plan, WhyBodySerializer, permission="approve", path="return")


class PlanItemViewSet(ModelViewSet):
    """The plan items in scope, with what is done of each."""

    model = PlanItem
    queryset = PlanItem.objects.none()
    serializer_class = PlanItemSerializer
    filterset_class = PlanItemFilterSet
    resource = PlanItemResource()

    def get_queryset(self):
        return super().get_queryset().with_done()


class ServiceRecordViewSet(ModelViewSet):
    """The service records in scope."""

    model = ServiceRecord
    queryset = ServiceRecord.objects.none()
    serializer_class = ServiceRecordSerializer
    filterset_class = RecordFilterSet
    resource = ServiceRecordResource()
    withdraw = verb("withdraw", actions.withdraw_record, ReasonBodySerializer)

    def get_queryset(self):
        return super().get_queryset().select_related("case", "service_group", "need", "plan_item")


class ServiceCaseViewSet(ModelViewSet):
    """The cases in scope."""

    model = ServiceCase
    queryset = ServiceCase.objects.none()
    serializer_class = ServiceCaseSerializer
    filterset_class = CaseFilterSet
    resource = ServiceCaseResource()
    close = verb("close", actions.close_case, verbs.CloseCaseBodySerializer)


class ServiceGroupViewSet(ModelViewSet):
    """The groups in scope."""

    model = ServiceGroup
    queryset = ServiceGroup.objects.none()
    serializer_class = ServiceGroupSerializer
    filterset_class = GroupFilterSet
    resource = ServiceGroupResource()
    end = verb("end", actions.end_group, DayBodySerializer)
