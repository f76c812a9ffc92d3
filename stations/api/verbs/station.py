"""Verbs on stations, stages and interruptions, and what they need to be told."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.errors import Refused
from exchange.api.verbs import DayBodySerializer, ReasonBodySerializer
from stations import actions
from stations.models import (
    Milestone,
    Stage,
    Station,
)
from stations.rules import handover


class MissingBodySerializer(DayBodySerializer):
    """Why something goes back."""

    comment = serializers.CharField(max_length=300, help_text="What is missing; the station reads it.")


class StageBodySerializer(DayBodySerializer):
    """A stage of the station and the day it was reached."""

    stage = serializers.ChoiceField(choices=Stage.choices)


class CloseBodySerializer(ReasonBodySerializer):
    """The day and the reason of closing, and what goes on at another station."""

    successor = serializers.CharField(
        required=False,
        help_text="Code of the station that goes on with the work; without it everything ends.",
    )
    moved = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Kinds that are moved to the successor; what is not named ends: "
        + ", ".join(code for code, _label in handover.choices()),
    )


def close(station, *, on, reason, by, successor="", moved=()):
    """Close the station from the day ``on``: what hangs on it is moved to ``successor`` or ends."""
    handover.refuse_foreign(station, on, by)
    there = Station.objects.permitted(by, "change").filter(code=successor).first() if successor else None
    if successor and there is None:
        raise Refused({"successor": _("There is no such station that you may change.")})
    return actions.close_station(station, on=on, reason=reason, by=by, successor=there, moved=moved)


def achieve(station, *, stage, on, by):
    """Note that the station reached the stage on the day ``on``."""
    found = station.milestones.filter(stage=stage).first()
    actions.achieve_milestone(found or Milestone(station=station, stage=stage), on=on, by=by)
