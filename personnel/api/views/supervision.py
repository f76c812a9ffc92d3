"""The endpoints of supervisors and supervision."""

from exchange.api.verbs import verb
from exchange.api.views import ModelViewSet
from personnel.api.serializers.supervision import SupervisionRecordSerializer, SupervisorSerializer
from personnel.api.verbs.people import PeopleBodySerializer, name_people
from personnel.filters.supervision import SupervisionRecordFilterSet, SupervisorFilterSet
from personnel.models import (
    SupervisionRecord,
    Supervisor,
)
from personnel.resources.supervision import SupervisionRecordResource, SupervisorResource


class SupervisorViewSet(ModelViewSet):
    """Supervisors in scope or offered from above."""

    model = Supervisor
    queryset = Supervisor.objects.none()
    serializer_class = SupervisorSerializer
    filterset_class = SupervisorFilterSet
    resource = SupervisorResource()


class SupervisionRecordViewSet(ModelViewSet):
    """Sessions of supervision in scope."""

    model = SupervisionRecord
    queryset = SupervisionRecord.objects.none()
    serializer_class = SupervisionRecordSerializer
    filterset_class = SupervisionRecordFilterSet
    resource = SupervisionRecordResource()
    name_people = verb("name_people", name_people, PeopleBodySerializer)
