"""Days from and to, both included; without a last day a period goes on."""


def shares_a_day(first, second) -> bool:
    """Whether two records with ``started_on`` and ``ended_on`` have a day in common."""
    return _begins_before_end(first, second) and _begins_before_end(second, first)


def _begins_before_end(one, other) -> bool:
    return other.ended_on is None or one.started_on <= other.ended_on
