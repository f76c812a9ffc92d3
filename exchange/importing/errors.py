"""What can be wrong with a whole file, and with the work on it."""

from typing import Any, Self

from django.core.exceptions import ValidationError

from core.texts import Text


class FileRefusedError(ValidationError):
    """A file that cannot be read as a table of this noun; the messages say why and what to do."""


class ClaimLostError(Exception):
    """The work was stopped or begun anew by somebody else: nothing of it may be written."""


class RowsRefusedError(ValidationError):
    """Rows that break rules; ``drafts`` are those rows, each with all its errors."""

    def __init__(self, drafts: list[Any]) -> None:
        self.drafts = drafts
        super().__init__([sentence for draft in drafts for _column, sentence in draft.errors])


class Sentence(str):
    """A sentence that knows which rule it speaks for: a constraint's name, or the kind of a check."""

    __slots__ = ("rule",)

    rule: str

    def __new__(cls, text: object, rule: str = "invalid") -> Self:
        sentence = super().__new__(cls, text)
        sentence.rule = rule
        return sentence


def sentences_of(error: Text | ValidationError) -> list[Sentence]:
    """What an error says, each with its rule; the error may be plain text."""
    if isinstance(error, Sentence):
        return [error]
    if not isinstance(error, ValidationError):
        return [Sentence(error)]
    leaves = error.error_list if hasattr(error, "error_list") else sum(error.error_dict.values(), [])
    return [Sentence(" ".join(leaf.messages), leaf.code or "invalid") for leaf in leaves]
