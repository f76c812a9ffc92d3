"""The endpoints of ratings of agencies."""

from exchange.api.views import ListCreateViewSet
from stations.api.serializers.agency_rating import AgencyRatingSerializer
from stations.filters.agency_rating import AgencyRatingFilterSet
from stations.models import AgencyRating
from stations.resources.agency_rating import AgencyRatingResource


class AgencyRatingViewSet(ListCreateViewSet):
    """Ratings of the agencies at home in scope."""

    model = AgencyRating
    queryset = AgencyRating.objects.none()
    serializer_class = AgencyRatingSerializer
    filterset_class = AgencyRatingFilterSet
    resource = AgencyRatingResource()
