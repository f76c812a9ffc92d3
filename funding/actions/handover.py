"""How contracts and money of a station are moved or ended when the station closes.

Money is never moved silently: what waits to be paid is decided first, by those who decide about it.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from core.history import keep
from funding.actions.contract import terminate_contract
from funding.actions.entry import allocate, refund
from funding.models import Allocation, Contract, PaymentRequest
from funding.models.allocation import AllocationQuerySet
from funding.models.amounts import to_the_cent
from funding.models.contract import ContractQuerySet
from stations.models import Station
from stations.rules import handover
from stations.rules.handover import Closing, Kind

STATUS = PaymentRequest.Status
CONTRACT = Contract.Status


def _refuse_under_way(requests: Iterable[PaymentRequest]) -> None:
    for request in requests:
        raise Refused(
            _(
                "Payment request %(code)s is %(status)s; it is paid first, refused by whoever approves, "
                "or withdrawn by whoever requested it."
            )
            % {"code": request.code, "status": request.get_status_display()}
        )


def _under_way(**lookups: object) -> Iterable[PaymentRequest]:
    waiting = PaymentRequest.objects.filter(status__in=[STATUS.REQUESTED, STATUS.APPROVED])
    return waiting.filter(**lookups).order_by("code")[:1]


def _contracts(station: Station, on: date) -> ContractQuerySet:
    """Contracts that are being carried out at the station."""
    running = [CONTRACT.DRAFT, CONTRACT.IN_FORCE]
    return Contract.objects.filter(stations=station, status__in=running).order_by("code")


def _end_contract(contract: Contract, closing: Closing) -> None:
    """A contract for other stations too goes on for those; one for this alone is terminated."""
    if contract.stations.exclude(pk=closing.station.pk).exists():
        _leave(contract, closing)
        return
    _refuse_under_way(_under_way(stage__contract=contract))
    terminate_contract(contract, by=closing.by, on=closing.on, reason=closing.why)


def _leave(contract: Contract, closing: Closing) -> None:
    contract.stations.remove(closing.station)
    # The stations stand in a table of their own; this version says who changed them and why.
    keep(contract, closing.by, ["name"], closing.why)


def _move_contract(contract: Contract, closing: Closing) -> None:
    """The agency serves the successor instead, at the same price."""
    contract.stations.add(closing.successor)
    _leave(contract, closing)


def _allocations(station: Station, on: date) -> AllocationQuerySet:
    """Money for the station, or for what it was to build, that is not paid out yet, asked for or not."""
    its = Q(station=station) | Q(deliverable__station=station)
    standing = to_the_cent(F("amount_yuan") - F("reversed_yuan") + F("adjusted_yuan"))
    left = Allocation.objects.filter(its, kind="posting", disbursed_yuan__lt=standing)
    return left.select_related("budget", "region").order_by("code")


def _end_allocation(allocation: Allocation, closing: Closing) -> None:
    """What is left goes back to the budget."""
    _refuse_under_way(_under_way(allocation=allocation))
    refund(
        allocation,
        amount_yuan=allocation.remaining_yuan,
        by=closing.by,
        on=closing.on,
        reason=closing.why,
    )


def _move_allocation(allocation: Allocation, closing: Closing) -> None:
    """What is left goes back to the budget and from there to the successor, for the same purpose."""
    left = allocation.remaining_yuan
    _end_allocation(allocation, closing)
    township = closing.successor.township
    allocation.budget.refresh_from_db()
    following = allocate(
        allocation.budget,
        on=closing.on,
        by=closing.by,
        region=allocation.region if allocation.region.covers(township) else township,
        station=closing.successor,
        amount_yuan=left,
        category=allocation.category,
        purpose=allocation.purpose,
        confirmation=allocation.confirmation or closing.why,
    )
    for contract in allocation.contracts.in_force():
        contract.allocations.add(following)


handover.register(
    Kind(
        code="contracts",
        label=gettext_lazy("Running contracts"),
        model=Contract,
        rows=_contracts,
        end=_end_contract,
        move=_move_contract,
        ending=gettext_lazy("are terminated, or go on for their other stations"),
    )
)
handover.register(
    Kind(
        code="allocations",
        label=gettext_lazy("Money not paid out"),
        model=Allocation,
        rows=_allocations,
        end=_end_allocation,
        move=_move_allocation,
        ending=gettext_lazy("goes back to its budget"),
        action="add",
    )
)
