"""How figures are written for people: yuan, 万元, per cent; an unknown figure is a dash, never 0."""

from decimal import ROUND_HALF_UP, Decimal

DASH = "—"
CENT = Decimal("0.01")
WHOLE_YUAN = Decimal(1)
YUAN_PER_WAN = Decimal(10_000)


def rounded(value: Decimal | int, step: Decimal = CENT) -> Decimal:
    """``value`` rounded half up, at display only (ranks use the unrounded value)."""
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def grouped(value: Decimal | int | None, step: Decimal = CENT) -> str:
    """The figure with thousands separators and as many places as ``step`` has."""
    return DASH if value is None else f"{rounded(value, step):,}"


def wan(value_yuan: Decimal | int | None) -> str:
    """An amount of yuan in 万元 with two places."""
    return DASH if value_yuan is None else grouped(Decimal(value_yuan) / YUAN_PER_WAN)


def percent(share: Decimal | float | None) -> str:
    """A share (0.4153) as per cent with one place (41.5%)."""
    return DASH if share is None else f"{rounded(Decimal(share) * 100, Decimal('0.1'))}%"
