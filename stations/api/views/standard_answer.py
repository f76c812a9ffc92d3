"""The endpoints of answers to construction standards."""

from core.api import ListViewSet
from stations.api.serializers.standard import StandardAnswerSerializer
from stations.filters.standard import StandardAnswerFilterSet
from stations.models import (
    StandardAnswer,
)


class StandardAnswerViewSet(ListViewSet):
    """What the stations in scope answer to the construction standard."""

    model = StandardAnswer
    queryset = StandardAnswer.objects.none()
    serializer_class = StandardAnswerSerializer
    filterset_class = StandardAnswerFilterSet
