"""The endpoints of deliverables and evidence."""

from exchange.api.verbs import CommentBodySerializer, DayBodySerializer, verb
from exchange.api.views import ModelViewSet
from stations import actions
from stations.api.serializers.deliverable import DeliverableSerializer
from stations.api.verbs.station import MissingBodySerializer
from stations.filters.deliverable import DeliverableFilterSet
from stations.models import (
    Deliverable,
)
from stations.resources.deliverable import DeliverableResource


class DeliverableViewSet(ModelViewSet):
    """Deliverables of the stations in scope."""

    model = Deliverable
    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    is_columns = True
    filterset_class = DeliverableFilterSet
    resource = DeliverableResource()
    start = verb("start", actions.start_deliverable, DayBodySerializer)
    report = verb("report", actions.report_deliverable, DayBodySerializer)
    accept = verb("accept", actions.accept_deliverable, CommentBodySerializer, permission="accept")
    send_back = verb(
        "send_back", actions.return_deliverable, MissingBodySerializer, permission="accept", path="return"
    )
