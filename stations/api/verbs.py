"""The verbs of stations and deliverables over the API: what they need to be told."""

from django.http import Http404
from rest_framework import serializers

from core.api import Body, ScopedCodeField
from stations import actions
from stations.models import Agency, Engagement, Milestone, Stage


class DayBody(Body):
    """The day of a verb."""

    on = serializers.DateField(help_text="The day from which it holds.")


class ReasonBody(DayBody):
    """The day of a verb and its reason."""

    reason = serializers.CharField(max_length=200)


class CommentBody(DayBody):
    """The day of a verb, and a comment if there is something to say."""

    comment = serializers.CharField(max_length=300, required=False, allow_blank=True)


class MissingBody(DayBody):
    """Why something goes back."""

    comment = serializers.CharField(max_length=300, help_text="What is missing; the station reads it.")


class StageBody(DayBody):
    """A stage of the station and the day it was reached."""

    stage = serializers.ChoiceField(choices=Stage.choices)


class EngageBody(DayBody):
    """An agency, its role, and the first day it works at the station."""

    agency = ScopedCodeField(Agency.objects.filter(status=Agency.Status.ACTIVE))
    role = serializers.ChoiceField(choices=Engagement.Role.choices)


class DisengageBody(DayBody):
    """An agency that works at the station, and its last day there."""

    agency = ScopedCodeField(Agency.objects.all())


def achieve(station, *, stage, on, by):
    """Note that the station reached the stage on the day ``on``."""
    found = station.milestones.filter(stage=stage).first()
    actions.achieve_milestone(found or Milestone(station=station, stage=stage), on=on, by=by)


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
