"""Stations and what belongs to them over the API."""

from core.api import PartViewSet
from exchange.api.files import CODE, FILE_TYPES, THUMBNAIL_TYPES, HandingOut, handing_out
from exchange.api.verbs import CommentBody, DayBody, Nothing, ReasonBody, verb
from exchange.api.views import EnteredPartViewSet, OpenedViewSet, RecordViewSet
from exchange.files.handing_out import file_of, thumbnail_of
from stations import actions
from stations.api import evidence, verbs
from stations.api.serializers import (
    AgencySerializer,
    DeliverableSerializer,
    EngagementSerializer,
    EvidenceSerializer,
    InterruptionSerializer,
    MilestoneSerializer,
    StandardAnswerSerializer,
    StationSerializer,
)
from stations.filters import (
    AgencyFilterSet,
    DeliverableFilterSet,
    EngagementFilterSet,
    EvidenceFilterSet,
    InterruptionFilterSet,
    MilestoneFilterSet,
    StandardAnswerFilterSet,
    StationFilterSet,
)
from stations.models import (
    Agency,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    StandardAnswer,
    Station,
)
from stations.resources import (
    AgencyResource,
    DeliverableResource,
    EngagementResource,
    MilestoneResource,
    StationResource,
)


class StationViewSet(RecordViewSet):
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
    achieve = verb("achieve", verbs.achieve, verbs.StageBody)
    engage = verb("engage", verbs.engage, verbs.EngageBody)
    disengage = verb("disengage", verbs.disengage, verbs.DisengageBody)
    answer_standard = verb("answer_standard", verbs.answer_standard, verbs.AnswersBody)


class AgencyViewSet(RecordViewSet):
    """Agencies at home in scope, and those that work there."""

    model = Agency
    queryset = Agency.objects.none()
    serializer_class = AgencySerializer
    filterset_class = AgencyFilterSet
    resource = AgencyResource()


class EngagementViewSet(EnteredPartViewSet):
    """Which agency works at which station in scope."""

    model = Engagement
    queryset = Engagement.objects.none()
    serializer_class = EngagementSerializer
    is_columns = True
    filterset_class = EngagementFilterSet
    resource = EngagementResource()


class MilestoneViewSet(EnteredPartViewSet):
    """Milestones of the stations in scope."""

    model = Milestone
    queryset = Milestone.objects.none()
    serializer_class = MilestoneSerializer
    is_columns = True
    filterset_class = MilestoneFilterSet
    resource = MilestoneResource()


class DeliverableViewSet(RecordViewSet):
    """Deliverables of the stations in scope."""

    model = Deliverable
    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    is_columns = True
    filterset_class = DeliverableFilterSet
    resource = DeliverableResource()
    start = verb("start", actions.start_deliverable, DayBody)
    report = verb("report", actions.report_deliverable, DayBody)
    accept = verb("accept", actions.accept_deliverable, CommentBody, permission="accept")
    send_back = verb(
        "send_back", actions.return_deliverable, verbs.MissingBody, permission="accept", path="return"
    )


class StandardAnswerViewSet(PartViewSet):
    """What the stations in scope answer to the construction standard."""

    model = StandardAnswer
    queryset = StandardAnswer.objects.none()
    serializer_class = StandardAnswerSerializer
    filterset_class = StandardAnswerFilterSet


class InterruptionViewSet(PartViewSet):
    """When the stations in scope were suspended or closed; suspend, close and reopen are their verbs."""

    model = Interruption
    queryset = Interruption.objects.none()
    serializer_class = InterruptionSerializer
    is_columns = True
    filterset_class = InterruptionFilterSet


class EvidenceViewSet(HandingOut, OpenedViewSet):
    """The files that show what stations in scope built and reached."""

    model = Evidence
    queryset = Evidence.objects.none()
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilterSet
    lookup_value_regex = CODE
    new_body = evidence.NewEvidenceBody
    parser_classes = evidence.NewEvidenceBody.parser_classes
    begin = staticmethod(evidence.begin_evidence)
    begins_several = True
    remove = verb("remove", evidence.take_back, Nothing, permission="add", leaves_nothing=True)

    @handing_out("file", FILE_TYPES)
    def file(self, request, code):
        """The file itself, as a download."""
        return file_of(self.get_object())

    @handing_out("thumbnail", THUMBNAIL_TYPES)
    def thumbnail(self, request, code):
        """The small picture of it, where it is one."""
        return thumbnail_of(self.get_object())
