"""Verbs on hours of continuing education, and what they need to be told."""

from rest_framework import serializers

from core.api import BodySerializer, DayField, ScopedCodeField
from personnel import actions
from personnel.models import EducationCredit, SocialWorker
from personnel.models.training_course import HALF_HOUR


class NewCreditBodySerializer(BodySerializer):
    """Hours of education of a person, with their proof."""

    worker = ScopedCodeField(SocialWorker.objects.all(), "personnel.change_socialworker")
    # The declared fields of a serializer are no attributes of it.
    source = serializers.ChoiceField(choices=EducationCredit.Source.choices)  # type: ignore[assignment]
    hours = serializers.DecimalField(max_digits=5, decimal_places=1, min_value=HALF_HOUR)
    earned_on = DayField()
    proof = serializers.CharField(max_length=200)


def begin_credit(*, worker, by, **values) -> EducationCredit:
    """Enter hours of education with their proof; they count once somebody else approved them."""
    return actions.enter_credit(worker, by=by, **values)
