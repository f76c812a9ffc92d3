"""The verbs of needs, plans, records, cases and groups over the API: what they need to be told."""

from rest_framework import serializers

from core.api import BodySerializer, ScopedCodeField
from exchange.api.verbs import DayBodySerializer
from services.models import Need, PlanItem, ServiceCase
from stations.models import Station


class AssessBodySerializer(DayBodySerializer):
    """How urgent a need is, and who answers for it."""

    urgency = serializers.ChoiceField(choices=Need.Urgency.choices)
    responsible = serializers.ChoiceField(choices=Need.Responsible.choices)


class PlanNeedBodySerializer(DayBodySerializer):
    """The plan item that a need becomes."""

    item = ScopedCodeField(PlanItem.objects.standing().select_related("plan__station"))


class ReferBodySerializer(DayBodySerializer):
    """To whom a need is handed on."""

    to = serializers.CharField(max_length=100)


class CloseNeedBodySerializer(DayBodySerializer):
    """Why a need leads to nothing."""

    reason = serializers.CharField(max_length=300)


class ResolveBodySerializer(DayBodySerializer):
    """What came of a need."""

    result = serializers.CharField(max_length=300)


class NewPlanBodySerializer(BodySerializer):
    """Whose plan, for which year."""

    station = ScopedCodeField(Station.objects.select_related("township"), "services.add_serviceplan")
    year = serializers.IntegerField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class CloseCaseBodySerializer(DayBodySerializer):
    """The last day of a case, and what came of it."""

    outcome = serializers.ChoiceField(choices=ServiceCase.Outcome.choices)
