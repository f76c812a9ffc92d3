"""The verbs of stations and deliverables over the API: what they need to be told."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import Body, ScopedCodeField
from core.errors import Refused
from exchange.api.verbs import DayBody
from stations import actions, incubation_actions, standard_actions
from stations.models import (
    Agency,
    ConstructionStandard,
    Engagement,
    Incubation,
    Milestone,
    Stage,
    Support,
)


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


class AnswerBody(Body):
    """What a station answers to an item of the construction standard; an empty value takes it back."""

    item = serializers.CharField(help_text="Code of the item in the standard that is in force.")
    value = serializers.CharField(allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AnswersBody(DayBody):
    """The answers of a station to items of the construction standard; all or none."""

    answers = AnswerBody(many=True, allow_empty=False, max_length=200)


class EnterBaseBody(DayBody):
    """Which agency enters the base, on which day."""

    agency = ScopedCodeField(
        Agency.objects.exclude(status=Agency.Status.DEREGISTERED), "stations.change_agency"
    )


class LeaveBaseBody(DayBody):
    """Which agency leaves the base, on which day, and what came of it."""

    agency = ScopedCodeField(Agency.objects.all())
    outcome = serializers.ChoiceField(choices=Incubation.Outcome.choices)


class SupportBody(DayBody):
    """What an agency in the base was given."""

    agency = ScopedCodeField(Agency.objects.all())
    kind = serializers.ChoiceField(choices=Support.Kind.choices)
    amount_yuan = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


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


def answer_standard(station, *, answers, on, by):
    """Keep what the station answers to the construction standard in force on the day ``on``."""
    standard = ConstructionStandard.objects.in_force(on).first()
    if standard is None:
        raise Refused(_("No construction standard is in force on this day; the city puts one into force."))
    items = {item.code: item for item in standard.items.all()}
    if unknown := {one["item"] for one in answers} - set(items):
        sentence = _("The standard has no item %(codes)s.") % {"codes": ", ".join(sorted(unknown))}
        raise ValidationError({"answers": sentence})
    wanted = {items[one["item"]]: (one["value"], one.get("note", "")) for one in answers}
    standard_actions.answer_standard(station, answers=wanted, on=on, by=by)


def enter_base(base, *, agency, on, by):
    """House an agency of one's own in the base."""
    incubation_actions.enter_base(agency, base=base, on=on, by=by)


def leave_base(base, *, agency, on, outcome, by):
    """End the incubation of the agency in the base, with what came of it."""
    incubation_actions.leave_base(_running(base, agency, by), on=on, outcome=outcome, by=by)


def give_support(base, *, agency, kind, on, by, amount_yuan=None, note=""):
    """Note what an agency in the base was given."""
    incubation_actions.give_support(
        _running(base, agency, by), kind=kind, on=on, by=by, amount_yuan=amount_yuan, note=note
    )


def _running(base, agency, by) -> Incubation:
    rows = Incubation.objects.permitted(by, "change").filter(left_on__isnull=True, base=base, agency=agency)
    found = rows.select_related("agency__home_region", "base").first()
    if found is None:
        raise Http404
    return found
