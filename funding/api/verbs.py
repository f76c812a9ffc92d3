"""The verbs of the money chain over the API: what they need to be told."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer, DayField, ScopedCodeField, ScopedCodesField
from exchange.api.verbs import DayBodySerializer
from funding import actions
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
)
from regions.models import Region
from stations.models import Agency, Station

STANDING = Allocation.objects.standing()


def amount() -> serializers.DecimalField:
    """An amount of money that moves."""
    return serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)


class EntryReasonBodySerializer(DayBodySerializer):
    """On which day and why an entry is taken back."""

    reason = serializers.CharField(max_length=100)


class RefundBodySerializer(EntryReasonBodySerializer):
    """How much of an entry came back."""

    amount_yuan = amount()


class TransferBodySerializer(RefundBodySerializer):
    """To which allocation of the same budget money goes."""

    to = ScopedCodeField(STANDING, "funding.change_allocation")


class NewCarryOverBodySerializer(DayBodySerializer):
    """From which budget what remains goes into which one of the next year."""

    origin = ScopedCodeField(Budget.objects.all(), "funding.change_budget")
    target = ScopedCodeField(Budget.objects.all(), "funding.change_budget")


class NewRequestBodySerializer(DayBodySerializer):
    """What is to be paid to whom, out of which allocation."""

    allocation = ScopedCodeField(Allocation.objects.all(), "funding.add_paymentrequest")
    amount_yuan = amount()
    purpose = serializers.CharField(max_length=200)
    stage = serializers.CharField(
        required=False,
        help_text="Of a contract: its code and the number of a released stage, as HT-2022-0001/1.",
    )
    agency = ScopedCodeField(Agency.objects.all(), required=False)
    payee = serializers.CharField(max_length=120, required=False, help_text="Left out: the agency's name.")


class PayBodySerializer(DayBodySerializer):
    """On which day it is paid, and why where a rule warns."""

    confirmation = serializers.CharField(max_length=200, required=False, allow_blank=True)


class NewStageBodySerializer(BodySerializer):
    """A stage of a contract: its share, and what it is paid for."""

    share_percent = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    condition = serializers.ChoiceField(choices=PaymentStage.Condition.choices)


class NewContractBodySerializer(BodySerializer):
    """A signed contract with its stages, whose shares add up to 100 %."""

    name = serializers.CharField(max_length=120)
    region = ScopedCodeField(Region.objects.current(), "funding.add_contract")
    buyer = serializers.ChoiceField(choices=Contract.Buyer.choices)
    mode = serializers.ChoiceField(choices=Contract.Mode.choices)
    agency = ScopedCodeField(Agency.objects.all())
    stations = ScopedCodesField(Station.objects.all(), required=False)
    allocations = ScopedCodesField(STANDING, "funding.change_allocation", required=False)
    amount_yuan = amount()
    signed_on = DayField()
    starts_on = DayField()
    ends_on = DayField()
    term_grounds = serializers.CharField(max_length=200, required=False, allow_blank=True)
    stages = NewStageBodySerializer(many=True, allow_empty=False, max_length=10)  # type: ignore[call-arg]


class ReleaseBodySerializer(DayBodySerializer):
    """Which stage's condition is met, and what shows it."""

    order = serializers.IntegerField(min_value=1, help_text="Number of the stage.")
    evidence = serializers.CharField(max_length=200)


class NewCloseBodySerializer(DayBodySerializer):
    """Whose books are closed for which year."""

    region = ScopedCodeField(Region.objects.current(), "funding.add_fiscalyearclose")
    year = serializers.IntegerField(min_value=2000, max_value=2100)


def begin_carry_over(*, origin, target, on, by) -> CarryOver:
    """Carry what remains of a budget over into the one of the next year, once."""
    return actions.carry_over(origin, to=target, by=by, on=on)


def begin_request(*, allocation, by, stage=None, **values) -> PaymentRequest:
    """Ask that money of an allocation be paid out; somebody else approves it, a third person pays."""
    found = _stage(allocation, stage) if stage else None
    return actions.request_payment(allocation, by=by, stage=found, **values)


def _stage(allocation, text) -> PaymentStage:
    """The released stage of a contract that the allocation pays; raises ``ValidationError``."""
    contract, _slash, order = text.partition("/")
    rows = PaymentStage.objects.due().filter(contract__allocations=allocation, contract__code=contract)
    found = rows.filter(order=int(order)).first() if order.isascii() and order.isdecimal() else None
    if found is None:
        raise ValidationError({"stage": _("No released stage of a contract paid from here is called so.")})
    return found


def begin_contract(*, stages, by, stations=(), allocations=(), **values) -> Contract:
    """Enter a signed contract with its stages."""
    shares = [(one["share_percent"], one["condition"]) for one in stages]
    return actions.sign_contract(
        Contract(**values), stages=shares, stations=stations, allocations=allocations, by=by
    )


def release(contract, *, order, on, evidence, by):
    """Confirm that the condition of a stage is met; then its payment can be requested."""
    stage = contract.stages.filter(order=order).first()
    if stage is None:
        raise ValidationError({"order": _("The contract has no stage with this number.")})
    actions.release_stage(stage, by=by, on=on, evidence=evidence)


def begin_close(*, region, year, on, by) -> FiscalYearClose:
    """Close the books of a region for a year: every total is proven first."""
    return actions.close_year(region, year=year, by=by, on=on)
