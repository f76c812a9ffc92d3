"""Verbs on engagements, and what they need to be told."""

from django.http import Http404
from rest_framework import serializers

from core.api import ScopedCodeField
from exchange.api.verbs import DayBodySerializer
from stations import actions
from stations.models import (
    Agency,
    Engagement,
)


class EngageableField(ScopedCodeField):
    """An agency that the caller may let work at a station."""

    def get_queryset(self):
        return Agency.objects.engageable(self.context["request"].user).filter(status=Agency.Status.ACTIVE)


class EngageBodySerializer(DayBodySerializer):
    """An agency, its role, and the first day it works at the station."""

    agency = EngageableField(Agency.objects.all())
    role = serializers.ChoiceField(choices=Engagement.Role.choices)


class DisengageBodySerializer(DayBodySerializer):
    """An agency that works at the station, and its last day there."""

    agency = ScopedCodeField(Agency.objects.all())


def engage(station, *, agency, role, on, by):
    """Let the agency work at the station from the day ``on``; one operator at a time."""
    actions.engage_agency(agency, station=station, role=role, on=on, by=by)


def disengage(station, *, agency, on, by):
    """End the agency's work at the station; ``on`` is its last day."""
    engagement = (
        Engagement.objects.permitted(by, "change").open().filter(station=station, agency=agency).first()
    )
    if engagement is None:
        raise Http404
    actions.disengage_agency(engagement, on=on, by=by)
