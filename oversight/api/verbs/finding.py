"""The verbs of checks and findings over the API: what they need to be told."""

from django.utils import timezone
from rest_framework import serializers

from core.api import DayField
from exchange.api.files import FilesBodySerializer
from exchange.api.verbs import DayBodySerializer
from oversight import actions


class ConcludeBodySerializer(DayBodySerializer):
    """What came of the check."""

    summary = serializers.CharField(max_length=500)


class RectifyBodySerializer(FilesBodySerializer):
    """What was done, when, and the files that show it."""

    done_on = DayField(help_text="The day on which it was mended.")
    text = serializers.CharField(max_length=2000)


class LackingBodySerializer(DayBodySerializer):
    """Why a rectification goes back."""

    reason = serializers.CharField(max_length=300, help_text="What is missing; whoever rectifies reads it.")


def rectify(finding, *, done_on, text, files, by):
    """Report today what was done about the finding, with at least one file that shows it."""
    actions.report_rectification(
        finding, done_on=done_on, text=text, files=files, on=timezone.localdate(), by=by
    )
