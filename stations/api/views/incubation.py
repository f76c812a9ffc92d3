"""The endpoints of incubation bases, incubations and supports."""

from core.api import ListViewSet
from exchange.api.verbs import verb
from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations.api.serializers.incubation import (
    IncubationBaseSerializer,
    IncubationSerializer,
    SupportSerializer,
)
from stations.api.verbs.incubation import (
    EnterBaseBodySerializer,
    LeaveBaseBodySerializer,
    SupportBodySerializer,
    enter_base,
    give_support,
    leave_base,
)
from stations.filters.incubation import IncubationBaseFilterSet, IncubationFilterSet
from stations.filters.support import SupportFilterSet
from stations.models import Incubation, IncubationBase, Support
from stations.resources.incubation import IncubationBaseResource, IncubationResource


class IncubationBaseViewSet(ModelViewSet):
    """Incubation bases in scope or offered from above."""

    model = IncubationBase
    queryset = IncubationBase.objects.none()
    serializer_class = IncubationBaseSerializer
    filterset_class = IncubationBaseFilterSet
    resource = IncubationBaseResource()
    # Whoever sees a base may house their own agency there; the agency is asked for the right.
    enter = verb("enter", enter_base, EnterBaseBodySerializer, permission="view")
    leave = verb("leave", leave_base, LeaveBaseBodySerializer, permission="view")
    support = verb("support", give_support, SupportBodySerializer, permission="view")


class IncubationViewSet(ListCreateViewSet):
    """Incubations of agencies in scope, and in bases in scope."""

    model = Incubation
    queryset = Incubation.objects.none()
    serializer_class = IncubationSerializer
    filterset_class = IncubationFilterSet
    resource = IncubationResource()


class SupportViewSet(ListViewSet):
    """Support that agencies in scope, or in bases in scope, were given."""

    model = Support
    queryset = Support.objects.none()
    serializer_class = SupportSerializer
    filterset_class = SupportFilterSet
