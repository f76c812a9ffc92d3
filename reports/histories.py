"""What is told of monthly returns and of published figures."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from reports.models import MonthlyReturn
from reports.models.questions import answered

BY_RETURN_VERBS = _("Submit, return, approve or reopen the monthly return instead.")


def in_words(answers: dict) -> str:
    """The answers, each behind its question."""
    return "; ".join(f"{question.label}: {text}" for question, text in answered(answers or {}))


@register
class MonthlyReturnChronicle(Chronicle):
    """Monthly returns: their figures are compared on their own page."""

    name = "monthly-returns"
    model = MonthlyReturn
    excluded_fields = ("figures",)
    formatters = {"answers": in_words}
    verb_fields = dict.fromkeys(
        [
            "status",
            "submitted_on",
            "submitted_by",
            "first_submitted_on",
            "returned_on",
            "returned_by",
            "return_reason",
            "times_returned",
            "approved_on",
            "approved_by",
            "figures_on",
        ],
        BY_RETURN_VERBS,
    )
    removal_refusal = _("A return that was opened stays; submit it with a comment instead.")
