"""The answers about ratings of agencies."""

from core.api import CleanModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import AgencyRating


class AgencyRatingSerializer(CleanModelSerializer):
    """The grade of an agency, valid to a day."""

    agency = CodeField()

    class Meta:
        model = AgencyRating
        fields = ["agency", "grade", "rated_on", "valid_to", "document"]
