"""The endpoints of positions."""

from django.utils import timezone

from exchange.api.verbs import verb
from exchange.api.views import ModelViewSet
from personnel import actions
from personnel.api.serializers.position import PositionSerializer
from personnel.api.verbs.position import (
    AppointBodySerializer,
    ClosePositionBodySerializer,
    WaiveBodySerializer,
    appoint,
)
from personnel.filters.position import PositionFilterSet
from personnel.models import Position
from personnel.resources.position import PositionResource


class PositionViewSet(ModelViewSet):
    """The posts that the stations in scope need, as they stand today."""

    model = Position
    queryset = Position.objects.none()
    serializer_class = PositionSerializer
    filterset_class = PositionFilterSet
    resource = PositionResource()
    close = verb("close", actions.close_position, ClosePositionBodySerializer)
    waive = verb("waive", actions.waive_requirement, WaiveBodySerializer, permission="waive")
    appoint = verb("appoint", appoint, AppointBodySerializer)

    def get_queryset(self):
        return super().get_queryset().seen_on(timezone.localdate())
