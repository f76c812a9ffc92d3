"""A record of money as bars: what became of its amount, level by level."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WIDTH = 1000


@dataclass(frozen=True)
class Part:
    """A stretch of a bar: ``shade`` names its colour, ``x`` and ``width`` are of ``WIDTH``."""

    label: str | Promise
    yuan: Decimal
    shade: str
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One level of the chain with the parts its amount falls into."""

    title: str
    parts: list[Part]


def bar(title: str, *parts: tuple[str | Promise, Decimal, str]) -> Bar:
    """A bar of (label, yuan, shade); parts without money are left out."""
    whole = sum(yuan for _label, yuan, _shade in parts)
    drawn, before = [], Decimal(0)
    for label, yuan, shade in parts:
        if yuan > 0:
            x = int(before * WIDTH / whole)
            drawn.append(Part(label, yuan, shade, x, int((before + yuan) * WIDTH / whole) - x))
            before += yuan
    return Bar(title, drawn)


def of_allocation(allocation, disbursements, *, budget_is_visible: bool) -> list[Bar]:
    """From the budget, where it may be shown, over the allocation to what was paid out of it."""
    standing, disbursed = allocation.standing_yuan, allocation.disbursed_yuan
    bars = []
    if budget_is_visible:
        budget = allocation.budget
        bars.append(
            bar(
                budget.code,
                (_("This allocation"), standing, "used"),
                (_("Other allocations"), budget.allocated_yuan - standing, "other"),
                (_("Not allocated"), budget.remaining_yuan, "rest"),
            )
        )
    spent = sum((one.spent_yuan for one in disbursements), Decimal(0))
    bars.append(
        bar(
            allocation.code,
            (_("Disbursed"), disbursed, "used"),
            (_("Approved and not yet paid"), allocation.reserved_yuan, "other"),
            (_("Remaining"), standing - disbursed - allocation.reserved_yuan, "rest"),
        )
    )
    bars.append(
        bar(
            str(_("Disbursements")),
            (_("Spent by vouchers"), spent, "used"),
            (_("With the payees"), disbursed - spent, "rest"),
        )
    )
    return [one for one in bars if one.parts]


def of_contract(contract, stages) -> list[Bar]:
    """The whole contract, then stage by stage: paid, released, waiting for its condition."""
    released = sum((one.remaining_yuan for one in stages if one.is_released), Decimal(0))
    waiting = sum((one.remaining_yuan for one in stages if not one.is_released), Decimal(0))
    whole = _stage_bar(contract.code, contract.paid_yuan, released, waiting)
    return [whole, *(_bar_of_stage(stage) for stage in stages)]


def _bar_of_stage(stage) -> Bar:
    remaining = stage.remaining_yuan
    title = f"{stage.order} · {stage.share_percent} %"
    if stage.is_released:
        return _stage_bar(title, stage.paid_yuan, remaining, Decimal(0))
    return _stage_bar(title, stage.paid_yuan, Decimal(0), remaining)


def _stage_bar(title: str, paid: Decimal, released: Decimal, waiting: Decimal) -> Bar:
    return bar(
        title,
        (_("Paid"), paid, "used"),
        (_("Released, not yet paid"), released, "other"),
        (_("Waiting for its condition"), waiting, "rest"),
    )
