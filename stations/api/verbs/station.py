"""Verbs on stations, stages and interruptions, and what they need to be told."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer
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
    reason = serializers.CharField(
        max_length=300,
        required=False,
        default="",
        help_text="Why the day lies far back, or why earlier stages are left out.",
    )


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


class ConfirmStageBodySerializer(DayBodySerializer):
    """A stage that was reported, as the level above confirms it."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    comment = serializers.CharField(max_length=300, required=False, default="")
    corrects = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Count it from its day although figures of that day were given out.",
    )


class StageCommentBodySerializer(BodySerializer):
    """A stage that goes back, or whose confirmation is taken back, and why."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    comment = serializers.CharField(max_length=300)


class StopCommentBodySerializer(BodySerializer):
    """Why something goes back."""

    comment = serializers.CharField(max_length=300)


def achieve(station, *, stage, on, by, reason=""):
    """Report that the station reached the stage on the day ``on``."""
    actions.achieve_milestone(_milestone(station, stage), on=on, by=by, reason=reason)


def confirm_stage(station, *, stage, on, by, comment="", corrects=False):
    """Confirm the stage that was reported: from now on it counts."""
    actions.confirm_milestone(_kept(station, stage), on=on, by=by, comment=comment, corrects=corrects)


def return_stage(station, *, stage, by, comment):
    """Send back the stage that was reported."""
    actions.return_milestone(_kept(station, stage), by=by, comment=comment)


def withdraw_stage(station, *, stage, by, comment):
    """Take back the confirmation of the stage."""
    actions.withdraw_confirmation(_kept(station, stage), by=by, comment=comment)


def _milestone(station, stage) -> Milestone:
    found = station.milestones.filter(stage=stage).first()
    return found or Milestone(station=station, stage=stage)


def _kept(station, stage) -> Milestone:
    milestone = _milestone(station, stage)
    if milestone.pk is None:
        raise Refused(_("%(milestone)s was not reported.") % {"milestone": milestone})
    return milestone
