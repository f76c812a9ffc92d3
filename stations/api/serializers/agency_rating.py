"""The answers about ratings of agencies."""

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import AgencyRating


class AgencyRatingSerializer(ReadOnlyModelSerializer):
    """The grade of an agency, valid to a day."""

    agency = CodeField()

    class Meta:
        model = AgencyRating
        fields = ["agency", "grade", "rated_on", "valid_to", "document"]
