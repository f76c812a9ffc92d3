"""Contracts from signing to their end, and the release of their stages."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from funding.models import Allocation, Contract, PaymentStage
from funding.models.amounts import locked, split
from stations.models import Station

HUNDRED = Decimal(100)
R = TypeVar("R", bound=Model)
STATUS = Contract.Status


@transaction.atomic
def sign_contract(
    contract: Contract,
    *,
    stages: Sequence[tuple[Decimal, str]],
    stations: Iterable[Station] = (),
    allocations: Collection[Allocation] = (),
    by: User,
) -> Contract:
    """Enter a signed contract with its stages, each a share in per cent and a condition; raises ``Refused``.

    The amounts of the stages are to the cent and add up to that of the contract.
    """
    shares = [Decimal(share) for share, _condition in stages]
    if sum(shares) != HUNDRED:
        raise Refused(
            _("The stages add up to %(sum)s %%; they have to add up to 100 %%.") % {"sum": sum(shares)}
        )
    _refuse_allocations(contract, allocations)
    stations = list(stations)
    if closed := next((one for one in stations if one.status == Station.Status.CLOSED), None):
        raise Refused({"stations": _("%(station)s is closed.") % {"station": closed}})
    contract.status = STATUS.DRAFT
    _kept(contract, by)
    contract.stations.set(stations)
    contract.allocations.set(allocations)
    amounts = split(contract.amount_yuan, shares)
    for order, ((_share, condition), amount) in enumerate(zip(stages, amounts, strict=True), start=1):
        stage = PaymentStage(contract=contract, order=order, condition=condition, amount_yuan=amount)
        stage.share_percent = shares[order - 1]
        _kept(stage, by)
    contract.refresh_from_db()
    contract.status = STATUS.IN_FORCE
    return _kept(contract, by, ["status"])


def _refuse_allocations(contract: Contract, allocations: Iterable[Allocation]) -> None:
    """A contract is paid from allocations that stand, in the buyer's region."""
    for allocation in allocations:
        if not allocation.is_posting or allocation.is_reversed:
            raise Refused({"allocations": _("%(code)s does not stand.") % {"code": allocation.code}})
        if contract.region_id and not contract.region.covers(allocation.region):
            raise Refused(
                {"allocations": _("%(code)s lies outside the buyer's region.") % {"code": allocation.code}}
            )


@transaction.atomic
def release_stage(stage: PaymentStage, *, by: User, on: date, evidence: str) -> PaymentStage:
    """Confirm that the condition of a stage is met, by ``evidence`` in words; then it can be requested."""
    stage = locked(PaymentStage.objects.select_related("contract").filter(pk=stage.pk)).get()
    if stage.is_released:
        raise Refused(_("Stage %(code)s is released already.") % {"code": stage.code})
    if not stage.contract.is_in_force:
        raise Refused(_("Contract %(code)s is not in force.") % {"code": stage.contract.code})
    if on < stage.contract.signed_on or on > timezone.localdate():
        raise Refused({"on": _("Enter a day from the signing of the contract until today.")})
    stage.released_on, stage.released_by, stage.evidence = on, by, evidence.strip()
    return _kept(stage, by, ["released_on", "released_by", "evidence"], evidence)


@transaction.atomic
def complete_contract(contract: Contract, *, by: User, on: date) -> Contract:
    """The services are rendered and every stage is paid; raises ``Refused`` with what is not."""
    contract = _in_force(contract, on)
    if contract.remaining_yuan:
        raise Refused(
            _("%(remaining)s yuan of %(code)s is not paid. Pay it, or terminate the contract with a reason.")
            % {"remaining": contract.remaining_yuan, "code": contract.code}
        )
    contract.status, contract.ended_on = STATUS.COMPLETED, on
    return _kept(contract, by, ["status", "ended_on"])


@transaction.atomic
def terminate_contract(contract: Contract, *, by: User, on: date, reason: str) -> Contract:
    """Break the contract off; nothing more is paid for it."""
    contract = _in_force(contract, on)
    contract.status, contract.ended_on, contract.end_reason = STATUS.TERMINATED, on, reason.strip()
    return _kept(contract, by, ["status", "ended_on", "end_reason"], reason)


def _in_force(contract: Contract, on: date) -> Contract:
    contract = locked(Contract.objects.filter(pk=contract.pk)).get()
    if not contract.is_in_force:
        raise Refused(_("Contract %(code)s is not in force.") % {"code": contract.code})
    if on < contract.signed_on or on > timezone.localdate():
        raise Refused({"on": _("Enter a day from the signing of the contract until today.")})
    return contract


def _kept(record: R, by: User, fields: list[str] | None = None, reason: str = "") -> R:
    try:
        return keep(record, by, fields, reason)
    except ValidationError as error:
        raise Refused(error) from error
