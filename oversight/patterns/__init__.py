"""Unusual patterns of spending: one module each, listed for a human to judge and never judged here."""

from oversight.patterns import (
    duplicates,
    exam_training,
    outside_term,
    round_sums,
    shared_payee,
    split_payments,
    year_end,
)
from oversight.patterns.pattern import Pattern

PATTERNS: dict[str, Pattern] = {
    pattern.code: pattern
    for pattern in (
        round_sums.PATTERN,
        split_payments.PATTERN,
        duplicates.PATTERN,
        shared_payee.PATTERN,
        exam_training.PATTERN,
        outside_term.PATTERN,
        year_end.PATTERN,
    )
}
