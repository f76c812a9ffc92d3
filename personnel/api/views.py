"""People over the API, for reading."""

from django.utils import timezone
from rest_framework import mixins, viewsets

from core.api import ScopedViewSet
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


class SocialWorkerViewSet(ScopedViewSet):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    queryset = SocialWorker.objects.none()
    serializer_class = SocialWorkerSerializer
    filterset_class = SocialWorkerFilter

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)


class PartViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Parts of a person's record have no code of their own, so they are listed and not fetched singly."""

    model = None
    get_queryset = ScopedViewSet.get_queryset


class CertificateViewSet(PartViewSet):
    """Certificates of the people in scope, with their clocks today."""

    model = Certificate
    queryset = Certificate.objects.none()
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter


class RegistrationViewSet(PartViewSet):
    """Registrations of the certificates in scope."""

    model = Registration
    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter


class PostingViewSet(PartViewSet):
    """Postings at the stations in scope."""

    model = Posting
    queryset = Posting.objects.none()
    serializer_class = PostingSerializer
    filterset_class = PostingFilter


class PositionViewSet(ScopedViewSet):
    """The posts that the stations in scope need, as they stand today."""

    model = Position
    queryset = Position.objects.none()
    serializer_class = PositionSerializer
    filterset_class = PositionFilter

    def get_queryset(self):
        return super().get_queryset().seen_on(timezone.localdate())
