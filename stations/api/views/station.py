"""The endpoints of stations, stages and interruptions."""

from core.api import ListViewSet
from exchange.api.verbs import DayBody, ReasonBody, verb
from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations import actions
from stations.api.serializers.station import InterruptionSerializer, MilestoneSerializer, StationSerializer
from stations.api.verbs.engagement import DisengageBody, EngageBody, disengage, engage
from stations.api.verbs.standard import AnswersBody, answer_standard
from stations.api.verbs.station import StageBody, achieve
from stations.filters.station import InterruptionFilterSet, MilestoneFilterSet, StationFilterSet
from stations.models import (
    Interruption,
    Milestone,
    Station,
)
from stations.resources.milestone import MilestoneResource
from stations.resources.station import StationResource


class StationViewSet(ModelViewSet):
    """Stations in scope."""

    model = Station
    queryset = Station.objects.none()
    serializer_class = StationSerializer
    is_columns = True
    filterset_class = StationFilterSet
    resource = StationResource()
    suspend = verb("suspend", actions.suspend_station, ReasonBody)
    close = verb("close", actions.close_station, ReasonBody)
    reopen = verb("reopen", actions.reopen_station, DayBody)
    achieve = verb("achieve", achieve, StageBody)
    engage = verb("engage", engage, EngageBody)
    disengage = verb("disengage", disengage, DisengageBody)
    answer_standard = verb("answer_standard", answer_standard, AnswersBody)


class MilestoneViewSet(ListCreateViewSet):
    """Milestones of the stations in scope."""

    model = Milestone
    queryset = Milestone.objects.none()
    serializer_class = MilestoneSerializer
    is_columns = True
    filterset_class = MilestoneFilterSet
    resource = MilestoneResource()


class InterruptionViewSet(ListViewSet):
    """When the stations in scope were suspended or closed; suspend, close and reopen are their verbs."""

    model = Interruption
    queryset = Interruption.objects.none()
    serializer_class = InterruptionSerializer
    is_columns = True
    filterset_class = InterruptionFilterSet
