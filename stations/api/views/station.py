"""The endpoints of stations, stages and interruptions."""

from core.api import ListViewSet
from exchange.api.verbs import DayBodySerializer, ReasonBodySerializer, verb
from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations import actions
from stations.api.serializers.station import InterruptionSerializer, MilestoneSerializer, StationSerializer
from stations.api.verbs.engagement import DisengageBodySerializer, EngageBodySerializer, disengage, engage
from stations.api.verbs.standard import AnswersBodySerializer, answer_standard
from stations.api.verbs.station import (
    CloseBodySerializer,
    ConfirmStageBodySerializer,
    StageBodySerializer,
    StageCommentBodySerializer,
    StopCommentBodySerializer,
    achieve,
    close,
    confirm_stage,
    return_stage,
    withdraw_stage,
)
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
    suspend = verb("suspend", actions.suspend_station, ReasonBodySerializer)
    close = verb("close", close, CloseBodySerializer)
    reopen = verb("reopen", actions.reopen_station, DayBodySerializer)
    confirm = verb("confirm", actions.confirm_interruption, DayBodySerializer, permission="confirm")
    send_back = verb(
        "send_back", actions.return_interruption, StopCommentBodySerializer, permission="confirm"
    )
    achieve = verb("achieve", achieve, StageBodySerializer)
    confirm_stage = verb("confirm_stage", confirm_stage, ConfirmStageBodySerializer, permission="confirm")
    return_stage = verb("return_stage", return_stage, StageCommentBodySerializer, permission="confirm")
    withdraw_stage = verb("withdraw_stage", withdraw_stage, StageCommentBodySerializer, permission="confirm")
    engage = verb("engage", engage, EngageBodySerializer)
    disengage = verb("disengage", disengage, DisengageBodySerializer)
    answer_standard = verb("answer_standard", answer_standard, AnswersBodySerializer)


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
