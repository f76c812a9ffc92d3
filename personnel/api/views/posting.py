"""The endpoints of postings."""

from exchange.api.views import ListCreateViewSet
from personnel.api.serializers.posting import PostingSerializer
from personnel.filters.posting import PostingFilterSet
from personnel.models import Posting
from personnel.resources.posting import PostingResource


class PostingViewSet(ListCreateViewSet):
    """Postings at the stations in scope."""

    model = Posting
    queryset = Posting.objects.none()
    serializer_class = PostingSerializer
    filterset_class = PostingFilterSet
    resource = PostingResource()
