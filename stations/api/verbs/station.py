"""Verbs on stations, stages and interruptions, and what they need to be told."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer
from core.errors import Refused
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
    reason = serializers.CharField(
        max_length=300,
        required=False,
        default="",
        help_text="Why the day lies far back, or why earlier stages are left out.",
    )


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
