"""Verbs on positions, and what they need to be told."""

from rest_framework import serializers

from core.api import BodySerializer, ScopedCodeField
from exchange.api.verbs import DayBodySerializer
from personnel import actions
from personnel.api.verbs.people import ON_REGISTER
from personnel.models import Position


class ClosePositionBodySerializer(DayBodySerializer):
    """From which day a post is not needed, and why."""

    reason = serializers.ChoiceField(choices=Position.CloseReason.choices)


class WaiveBodySerializer(BodySerializer):
    """Why a post may be filled by somebody without what it asks for."""

    reason = serializers.CharField(max_length=200)


class AppointBodySerializer(DayBodySerializer):
    """Who fills a vacant post, from which day."""

    worker = ScopedCodeField(ON_REGISTER)


def appoint(position, *, worker, on, by):
    """Let the person fill the vacant post."""
    actions.appoint(worker, position=position, on=on, by=by)
