"""The endpoints of hours of continuing education."""

from exchange.api.verbs import DayBody, ReasonBody, verb
from exchange.api.views import ActionViewSet
from personnel import actions
from personnel.api.serializers.education_credit import EducationCreditSerializer
from personnel.api.verbs.education_credit import NewCreditBody, begin_credit
from personnel.filters.education_credit import EducationCreditFilter
from personnel.models import (
    EducationCredit,
)


class EducationCreditViewSet(ActionViewSet):
    """Education credits of the people at home in scope."""

    model = EducationCredit
    queryset = EducationCredit.objects.none()
    serializer_class = EducationCreditSerializer
    filterset_class = EducationCreditFilter
    new_body = NewCreditBody
    begin = staticmethod(begin_credit)
    approve = verb("approve", actions.approve_credit, DayBody, permission="accept")
    refuse = verb("refuse", actions.refuse_credit, ReasonBody, permission="accept")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.at_home(self.request.user) if self.request else rows
