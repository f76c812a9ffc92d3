"""Verbs on construction standards and their items, and what they need to be told."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer
from core.errors import Refused
from exchange.api.verbs import DayBodySerializer
from stations import actions
from stations.models import (
    ConstructionStandard,
)


class AnswerBodySerializer(BodySerializer):
    """What a station answers to an item of the construction standard; an empty value takes it back."""

    item = serializers.CharField(help_text="Code of the item in the standard that is in force.")
    value = serializers.CharField(allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AnswersBodySerializer(DayBodySerializer):
    """The answers of a station to items of the construction standard; all or none."""

    answers = AnswerBodySerializer(many=True, allow_empty=False, max_length=200)  # type: ignore[call-arg]


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
    actions.answer_standard(station, answers=wanted, on=on, by=by)
