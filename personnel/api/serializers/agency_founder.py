"""The answers about founders of agencies."""

from core.api import ReadOnlyModelSerializer
from personnel.models import (
    AgencyFounder,
)
from stations.api.serializers.fields import CodeField


class AgencyFounderSerializer(ReadOnlyModelSerializer):
    """A founder of an agency."""

    agency = CodeField()

    class Meta:
        model = AgencyFounder
        fields = ["agency", "name", "claimed_certificate"]
