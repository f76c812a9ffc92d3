"""Verbs on incubation bases, incubations and supports, and what they need to be told."""

from django.http import Http404
from rest_framework import serializers

from core.api import ScopedCodeField
from exchange.api.verbs import DayBodySerializer
from stations import actions
from stations.models import (
    Agency,
    Incubation,
    Support,
)


class EnterBaseBodySerializer(DayBodySerializer):
    """Which agency enters the base, on which day."""

    agency = ScopedCodeField(
        Agency.objects.exclude(status=Agency.Status.DEREGISTERED), "stations.change_agency"
    )


class LeaveBaseBodySerializer(DayBodySerializer):
    """Which agency leaves the base, on which day, and what came of it."""

    agency = ScopedCodeField(Agency.objects.all())
    outcome = serializers.ChoiceField(choices=Incubation.Outcome.choices)


class SupportBodySerializer(DayBodySerializer):
    """What an agency in the base was given."""

    agency = ScopedCodeField(Agency.objects.all())
    kind = serializers.ChoiceField(choices=Support.Kind.choices)
    amount_yuan = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


def enter_base(base, *, agency, on, by):
    """House an agency of one's own in the base."""
    actions.enter_base(agency, base=base, on=on, by=by)


def leave_base(base, *, agency, on, outcome, by):
    """End the incubation of the agency in the base, with what came of it."""
    actions.leave_base(_running(base, agency, by), on=on, outcome=outcome, by=by)


def give_support(base, *, agency, kind, on, by, amount_yuan=None, note=""):
    """Note what an agency in the base was given."""
    actions.give_support(
        _running(base, agency, by), kind=kind, on=on, by=by, amount_yuan=amount_yuan, note=note
    )


def _running(base, agency, by) -> Incubation:
    rows = Incubation.objects.permitted(by, "change").open().filter(base=base, agency=agency)
    found = rows.select_related("agency__home_region", "base").first()
    if found is None:
        raise Http404
    return found
