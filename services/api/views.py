"""Services over the API, for reading."""

from core.api import ScopedViewSet
from services.api.serializers import (
    NeedSerializer,
    PlanItemSerializer,
    ServiceFieldSerializer,
    ServicePlanSerializer,
    ServiceRecordSerializer,
    TargetGroupSerializer,
)
from services.filters import NeedFilter, PlanFilter, PlanItemFilter, RecordFilter
from services.models import Need, PlanItem, ServiceField, ServicePlan, ServiceRecord, TargetGroup


class TargetGroupViewSet(ScopedViewSet):
    """The target groups."""

    model = TargetGroup
    queryset = TargetGroup.objects.none()
    serializer_class = TargetGroupSerializer


class ServiceFieldViewSet(ScopedViewSet):
    """The service fields."""

    model = ServiceField
    queryset = ServiceField.objects.none()
    serializer_class = ServiceFieldSerializer


class NeedViewSet(ScopedViewSet):
    """The needs in scope."""

    model = Need
    queryset = Need.objects.none()
    serializer_class = NeedSerializer
    filterset_class = NeedFilter

    def get_queryset(self):
        return super().get_queryset().select_related("community", "plan_item")


class ServicePlanViewSet(ScopedViewSet):
    """The plans in scope."""

    model = ServicePlan
    queryset = ServicePlan.objects.none()
    serializer_class = ServicePlanSerializer
    filterset_class = PlanFilter


class PlanItemViewSet(ScopedViewSet):
    """The plan items in scope, with what is done of each."""

    model = PlanItem
    queryset = PlanItem.objects.none()
    serializer_class = PlanItemSerializer
    filterset_class = PlanItemFilter

    def get_queryset(self):
        return super().get_queryset().with_done()


class ServiceRecordViewSet(ScopedViewSet):
    """The service records in scope."""

    model = ServiceRecord
    queryset = ServiceRecord.objects.none()
    serializer_class = ServiceRecordSerializer
    filterset_class = RecordFilter

    def get_queryset(self):
        return super().get_queryset().select_related("case", "service_group", "need", "plan_item")
