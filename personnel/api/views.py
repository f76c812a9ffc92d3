"""People over the API."""

from django.utils import timezone

from exchange.api.verbs import verb
from exchange.api.views import EnteredPartViewSet, RecordViewSet
from personnel import actions, labour_actions
from personnel.api import verbs
from personnel.api.serializers import (
    CertificateSerializer,
    PositionSerializer,
    PostingSerializer,
    RegistrationSerializer,
    SocialWorkerSerializer,
)
from personnel.filters import CertificateFilter, PostingFilter, RegistrationFilter, SocialWorkerFilter
from personnel.labour_filters import PositionFilter
from personnel.models import Certificate, Position, Posting, Registration, SocialWorker
from personnel.resources import (
    CertificateResource,
    PositionResource,
    PostingResource,
    RegistrationResource,
    SocialWorkerResource,
)


class SocialWorkerViewSet(RecordViewSet):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    queryset = SocialWorker.objects.none()
    serializer_class = SocialWorkerSerializer
    filterset_class = SocialWorkerFilter
    resource = SocialWorkerResource()
    leave_register = verb("leave_register", actions.leave_register, verbs.LeaveBody)
    register = verb("register", verbs.register, verbs.RegisterBody)
    # Whoever sees a person may post them at their own station; the station is asked for the right.
    post_at = verb("post_at", verbs.post, verbs.PostBody, permission="view", path="post")
    end_posting = verb("end_posting", verbs.end_posting, verbs.EndPostingBody, permission="view")
    transfer = verb("transfer", verbs.transfer, verbs.MoveBody, permission="view")

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)


class CertificateViewSet(EnteredPartViewSet):
    """Certificates of the people in scope, with their clocks today."""

    model = Certificate
    queryset = Certificate.objects.none()
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter
    resource = CertificateResource()


class RegistrationViewSet(EnteredPartViewSet):
    """Registrations of the certificates in scope."""

    model = Registration
    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter
    resource = RegistrationResource()


class PostingViewSet(EnteredPartViewSet):
    """Postings at the stations in scope."""

    model = Posting
    queryset = Posting.objects.none()
    serializer_class = PostingSerializer
    filterset_class = PostingFilter
    resource = PostingResource()


class PositionViewSet(RecordViewSet):
    """The posts that the stations in scope need, as they stand today."""

    model = Position
    queryset = Position.objects.none()
    serializer_class = PositionSerializer
    filterset_class = PositionFilter
    resource = PositionResource()
    close = verb("close", labour_actions.close_position, verbs.ClosePositionBody)
    waive = verb("waive", labour_actions.waive_requirement, verbs.WaiveBody, permission="waive")
    appoint = verb("appoint", verbs.appoint, verbs.AppointBody)

    def get_queryset(self):
        return super().get_queryset().seen_on(timezone.localdate())
