"""What a monthly return asks because the records cannot know it; form, page, paper and API read this."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import CENT, DASH, grouped

LONGEST = 2000
MOST_YUAN = Decimal(10) ** 12


class Kind(StrEnum):
    """What an answer is: words, or an amount of yuan."""

    TEXT = "text"
    YUAN = "yuan"


@dataclass(frozen=True)
class Question:
    """One question; ``is_required`` ones are answered before the return is submitted."""

    code: str
    label: str | Promise
    help: str | Promise
    kind: Kind = Kind.TEXT
    is_required: bool = False

    def normalised(self, text: str) -> str:
        """The answer as it is kept: trimmed words, an amount as a plain decimal; empty is not answered.

        Raises ``ValidationError`` where it is not an answer to this question.
        """
        text = text.strip()
        if self.kind is Kind.YUAN and text:
            return _plain_amount(text)
        if len(text) > LONGEST:
            raise ValidationError(_("At most %(count)d signs.") % {"count": LONGEST})
        return text

    def written(self, answer: str | None) -> str:
        """The answer as people write it; not answered is a dash."""
        if not answer:
            return DASH
        return grouped(Decimal(answer)) if self.kind is Kind.YUAN else answer


def _plain_amount(text: str) -> str:
    try:
        amount = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise ValidationError(_("Write the amount in yuan as a number, such as 12000.50.")) from None
    if not amount.is_finite() or not 0 <= amount < MOST_YUAN:
        raise ValidationError(_("The amount is 0 or more, and below a million million yuan."))
    if amount != amount.quantize(CENT):
        raise ValidationError(_("An amount of yuan has at most two decimal places."))
    return str(amount.quantize(CENT))


QUESTIONS = (
    Question(
        "problems",
        gettext_lazy("Main problems"),
        gettext_lazy("What hinders construction or service; write “none” where there is nothing."),
        is_required=True,
    ),
    Question(
        "help_needed",
        gettext_lazy("Help needed"),
        gettext_lazy("What other departments or the city should coordinate."),
    ),
    Question(
        "next_month",
        gettext_lazy("Plan for next month"),
        gettext_lazy("What will be done, at which stations, by when."),
        is_required=True,
    ),
    Question(
        "resources_yuan",
        gettext_lazy("Resources linked (yuan)"),
        gettext_lazy("Worth of donated money, goods and services brought in this month; empty: not known."),
        kind=Kind.YUAN,
    ),
)
BY_CODE = {question.code: question for question in QUESTIONS}


def check(answers: dict) -> dict[str, str]:
    """The answers as they are kept; raises ``ValidationError`` by code for all that are wrong."""
    errors = {code: [_("The return has no such question.")] for code in answers if code not in BY_CODE}
    kept = {}
    for code, question in BY_CODE.items():
        try:
            kept[code] = question.normalised(str(answers.get(code) or ""))
        except ValidationError as refusal:
            errors[code] = refusal.messages
    if errors:
        raise ValidationError(errors)
    return {code: answer for code, answer in kept.items() if answer}


def unanswered(answers: dict) -> list[Question]:
    """The required questions that are not answered yet."""
    return [question for question in QUESTIONS if question.is_required and not answers.get(question.code)]


def answered(answers: dict) -> list[tuple[Question, str]]:
    """Every question with its answer as people write it."""
    return [(question, question.written(answers.get(question.code))) for question in QUESTIONS]
