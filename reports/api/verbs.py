"""The verbs of the monthly return over the API; like those of its page they are done today."""

from django.utils import timezone
from rest_framework import serializers

from core.api import BodySerializer, DayField, ScopedCodeField
from regions.models import Region
from reports import actions
from reports.models import MonthlyReturn


class NewReturnBodySerializer(BodySerializer):
    """Whose return, for which month."""

    region = ScopedCodeField(
        Region.objects.current().filter(level=Region.Level.COUNTY), "reports.add_monthlyreturn"
    )
    month = DayField(help_text="Any day of the month.")


class ReturnAnswersBodySerializer(BodySerializer):
    """What the county says to questions and about the figures; what is left out stays."""

    answers = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    comment = serializers.CharField(max_length=2000, required=False, allow_blank=True)


def begin_return(*, region, month, by) -> MonthlyReturn:
    """Begin the county's return for a month that has begun; once for each month."""
    today = timezone.localdate()
    return actions.open_return(region, month=month.replace(day=1), on=today, by=by)


def answer(record, *, by, answers=None, comment=None):
    """Keep what the county says to the questions and about the figures."""
    answers = record.answers | (answers or {})
    comment = record.comment if comment is None else comment
    actions.save_answers(record, answers=answers, comment=comment, by=by)


def submit(record, *, by):
    """Send it to the city: its figures are frozen as of the month's last day."""
    actions.submit_return(record, on=timezone.localdate(), by=by)


def send_back(record, *, reason, by):
    """Return what was submitted, saying what the county is to mend."""
    actions.send_back(record, on=timezone.localdate(), reason=reason, by=by)


def approve(record, *, by):
    """Approve what somebody else submitted: from then on it is locked."""
    actions.approve_return(record, on=timezone.localdate(), by=by)


def reopen(record, *, reason, by):
    """Unlock what was approved, so that the county mends it."""
    actions.reopen_return(record, on=timezone.localdate(), reason=reason, by=by)
