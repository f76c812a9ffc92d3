"""The endpoints of hours of continuing education."""

from exchange.api.verbs import DayBodySerializer, ReasonBodySerializer, verb
from exchange.api.views import ActionViewSet
from personnel import actions
from personnel.api.serializers.education_credit import EducationCreditSerializer
from personnel.api.verbs.education_credit import NewCreditBodySerializer, begin_credit
from personnel.filters.education_credit import EducationCreditFilterSet
from personnel.models import (
    EducationCredit,
)


class EducationCreditViewSet(ActionViewSet):
    """Education credits of the people at home in scope."""

    model = EducationCredit
    queryset = EducationCredit.objects.none()
    serializer_class = EducationCreditSerializer
    filterset_class = EducationCreditFilterSet
    request_serializer_class = NewCreditBodySerializer
    create_action = staticmethod(begin_credit)
    approve = verb("approve", actions.approve_credit, DayBodySerializer, permission="accept")
    refuse = verb("refuse", actions.refuse_credit, ReasonBodySerializer, permission="accept")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.at_home(self.request.user) if self.request else rows
