"""Setting the rules of unusual patterns over the API."""

from rest_framework import serializers

from core.api import BodySerializer
from oversight import actions
from oversight.models import PatternRule
from oversight.models.pattern_rule import THRESHOLD_DIGITS, THRESHOLD_PLACES, written


class PatternRuleBodySerializer(BodySerializer):
    """From what on a pattern is listed, why it is looked at, and where the thresholds are from."""

    thresholds = serializers.DictField(
        child=serializers.DecimalField(max_digits=THRESHOLD_DIGITS, decimal_places=THRESHOLD_PLACES),
        required=False,
        help_text="Numbers by name; those that are not named stay.",
    )
    explanation = serializers.CharField(max_length=300, required=False)
    source = serializers.CharField(max_length=200, required=False)
    is_active = serializers.BooleanField(required=False)


def change_rule(rule: PatternRule, *, by, thresholds=None, **values) -> PatternRule:
    """Set from what on the pattern is listed; what was judged stays judged."""
    if thresholds:
        values["thresholds"] = rule.thresholds | {
            name: written(number) for name, number in thresholds.items()
        }
    if all(getattr(rule, name) == value for name, value in values.items()):
        return rule
    for name, value in values.items():
        setattr(rule, name, value)
    return actions.keep_rule(rule, by=by)
