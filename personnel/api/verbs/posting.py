"""Verbs on postings, and what they need to be told."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer, DayField, ScopedCodeField
from core.scope import paths_for
from exchange.api.verbs import DayBodySerializer
from personnel import actions
from personnel.api.verbs.people import WORKING
from personnel.forms.posting import LEAVE_REASONS
from personnel.models import Position, Posting
from stations.models import Station

CHANGE_POSTING = "personnel.change_posting"


class PostBodySerializer(BodySerializer):
    """Where and as what a person is posted, from which day."""

    station = ScopedCodeField(WORKING, "personnel.add_posting")
    role = serializers.ChoiceField(choices=Posting.Role.choices)
    employment_type = serializers.ChoiceField(choices=Posting.EmploymentType.choices)
    on = DayField()


class EndPostingBodySerializer(BodySerializer):
    """Where a posting ends, on which last day, and why."""

    station = ScopedCodeField(Station.objects.all(), CHANGE_POSTING)
    on = DayField(help_text="The last day.")
    reason = serializers.ChoiceField(choices=LEAVE_REASONS)


class MoveBodySerializer(DayBodySerializer):
    """Which station a person leaves, and the vacant post or the station to which they go."""

    leaves = ScopedCodeField(
        Station.objects.all(), CHANGE_POSTING, help_text="Station that the person leaves."
    )
    station = ScopedCodeField(WORKING, "personnel.add_posting", required=False)
    position = ScopedCodeField(Position.objects.for_listing(), "personnel.change_position", required=False)


def post(worker, *, station, role, employment_type, on, by):
    """Post the person at the station; two full-time postings never share a day."""
    actions.post_worker(worker, station=station, role=role, employment_type=employment_type, on=on, by=by)


def end_posting(worker, *, station, on, reason, by):
    """End the person's posting at the station."""
    actions.end_posting(_open_posting(worker, station, by), on=on, reason=reason, by=by)


def transfer(worker, *, on, by, leaves, station=None, position=None):
    """Move the person from one station to a vacant post or to another station."""
    if (station is None) == (position is None):
        raise ValidationError({"position": _("Choose a vacant post or a station, one of the two.")})
    actions.transfer(_open_posting(worker, leaves, by), on=on, station=station, position=position, by=by)


def _open_posting(worker, station, by) -> Posting:
    rows = worker.postings.in_paths(paths_for(by, CHANGE_POSTING)).open().filter(station=station)
    found = rows.for_listing().first()
    if found is None:
        raise Http404
    return found
