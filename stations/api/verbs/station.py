"""Verbs on stations, stages and interruptions, and what they need to be told."""

from rest_framework import serializers

from exchange.api.verbs import DayBodySerializer
from stations import actions
from stations.models import (
    Milestone,
    Stage,
)


class MissingBodySerializer(DayBodySerializer):
    """Why something goes back."""

    comment = serializers.CharField(max_length=300, help_text="What is missing; the station reads it.")


class StageBodySerializer(DayBodySerializer):
    """A stage of the station and the day it was reached."""

    stage = serializers.ChoiceField(choices=Stage.choices)


def achieve(station, *, stage, on, by):
    """Note that the station reached the stage on the day ``on``."""
    found = station.milestones.filter(stage=stage).first()
    actions.achieve_milestone(found or Milestone(station=station, stage=stage), on=on, by=by)
