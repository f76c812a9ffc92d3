"""Rules for agencies, their ratings and their incubation over the API."""

from rest_framework import serializers

from core.api import CleanModelSerializer, PartViewSet
from exchange.api.verbs import verb
from exchange.api.views import EnteredPartViewSet, RecordViewSet
from regions.filters import RegionFilterSet
from stations.agency_filters import (
    AgencyRatingFilterSet,
    FitnessRuleFilterSet,
    IncubationBaseFilterSet,
    IncubationFilterSet,
)
from stations.agency_resources import AgencyRatingResource, IncubationBaseResource, IncubationResource
from stations.api import verbs
from stations.api.serializers import CodeField
from stations.city_resources import FitnessRuleResource
from stations.models import AgencyRating, FitnessRule, Incubation, IncubationBase, Support


class FitnessRuleSerializer(CleanModelSerializer):
    """What the province asks of an agency from a day on."""

    class Meta:
        model = FitnessRule
        fields = [
            "valid_from",
            "document",
            "note",
            "founders",
            "share_part",
            "share_whole",
            "city_capital_yuan",
            "county_capital_yuan",
        ]


class AgencyRatingSerializer(CleanModelSerializer):
    """The grade of an agency, valid to a day."""

    agency = CodeField()

    class Meta:
        model = AgencyRating
        fields = ["agency", "grade", "rated_on", "valid_to", "document"]


class IncubationBaseSerializer(CleanModelSerializer):
    """An incubation base."""

    region = CodeField()

    class Meta:
        model = IncubationBase
        fields = ["code", "name", "region", "venue", "opened_on", "closed_on"]


class IncubationSerializer(CleanModelSerializer):
    """An agency in a base with the money it received; null where nothing has an amount."""

    agency = CodeField()
    base = CodeField()
    received_yuan = serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True, allow_null=True)

    class Meta:
        model = Incubation
        fields = ["agency", "base", "entered_on", "left_on", "outcome", "received_yuan"]


class FitnessRuleViewSet(EnteredPartViewSet):
    """The rules of fitness, read by everybody on this floor, written by the city."""

    model = FitnessRule
    queryset = FitnessRule.objects.none()
    serializer_class = FitnessRuleSerializer
    filterset_class = FitnessRuleFilterSet
    resource = FitnessRuleResource()


class AgencyRatingViewSet(EnteredPartViewSet):
    """Ratings of the agencies at home in scope."""

    model = AgencyRating
    queryset = AgencyRating.objects.none()
    serializer_class = AgencyRatingSerializer
    filterset_class = AgencyRatingFilterSet
    resource = AgencyRatingResource()


class IncubationBaseViewSet(RecordViewSet):
    """Incubation bases in scope or offered from above."""

    model = IncubationBase
    queryset = IncubationBase.objects.none()
    serializer_class = IncubationBaseSerializer
    filterset_class = IncubationBaseFilterSet
    resource = IncubationBaseResource()
    # Whoever sees a base may house their own agency there; the agency is asked for the right.
    enter = verb("enter", verbs.enter_base, verbs.EnterBaseBody, permission="view")
    leave = verb("leave", verbs.leave_base, verbs.LeaveBaseBody, permission="view")
    support = verb("support", verbs.give_support, verbs.SupportBody, permission="view")


class IncubationViewSet(EnteredPartViewSet):
    """Incubations of agencies in scope, and in bases in scope."""

    model = Incubation
    queryset = Incubation.objects.none()
    serializer_class = IncubationSerializer
    filterset_class = IncubationFilterSet
    resource = IncubationResource()


class SupportSerializer(CleanModelSerializer):
    """What an agency in a base was given."""

    agency = serializers.CharField(source="incubation.agency.code", read_only=True)
    base = serializers.CharField(source="incubation.base.code", read_only=True)

    class Meta:
        model = Support
        fields = ["agency", "base", "kind", "given_on", "amount_yuan", "note"]


class SupportFilterSet(RegionFilterSet):
    """Filters of support, by the home region of the agency."""

    class Meta:
        model = Support
        fields = ["region", "kind"]


class SupportViewSet(PartViewSet):
    """Support that agencies in scope, or in bases in scope, were given."""

    model = Support
    queryset = Support.objects.none()
    serializer_class = SupportSerializer
    filterset_class = SupportFilterSet
