"""The answers about hours of continuing education."""

from core.api import ReadOnlyModelSerializer
from personnel.models import (
    EducationCredit,
)
from stations.api.serializers.fields import CodeField


class EducationCreditSerializer(ReadOnlyModelSerializer):
    """Hours of education; they count when approved."""

    worker = CodeField()

    class Meta:
        model = EducationCredit
        fields = ["code", "worker", "earned_on", "hours", "source", "proof", "status", "decided_on"]
