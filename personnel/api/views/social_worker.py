"""The endpoints of social workers."""

from django.utils import timezone

from exchange.api.verbs import verb
from exchange.api.views import ModelViewSet
from personnel import actions
from personnel.api.serializers.social_worker import SocialWorkerSerializer
from personnel.api.verbs.posting import (
    EndPostingBodySerializer,
    MoveBodySerializer,
    PostBodySerializer,
    end_posting,
    post,
    transfer,
)
from personnel.api.verbs.social_worker import LeaveBodySerializer, RegisterBodySerializer, register
from personnel.filters.social_worker import SocialWorkerFilterSet
from personnel.models import SocialWorker
from personnel.resources.social_worker import SocialWorkerResource


class SocialWorkerViewSet(ModelViewSet):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    queryset = SocialWorker.objects.none()
    serializer_class = SocialWorkerSerializer
    filterset_class = SocialWorkerFilterSet
    resource = SocialWorkerResource()
    leave_register = verb("leave_register", actions.leave_register, LeaveBodySerializer)
    register = verb("register", register, RegisterBodySerializer)
    # Whoever sees a person may post them at their own station; the station is asked for the right.
    post_at = verb("post_at", post, PostBodySerializer, permission="view", path="post")
    end_posting = verb("end_posting", end_posting, EndPostingBodySerializer, permission="view")
    transfer = verb("transfer", transfer, MoveBodySerializer, permission="view")

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)
