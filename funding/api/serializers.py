"""The money chain as JSON: amounts are strings of yuan, records are named by their codes."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
    SpendingRule,
    UnitCost,
)

ENTRY_FIELDS = [
    "kind",
    "posted_on",
    "amount_yuan",
    "reversed_yuan",
    "adjusted_yuan",
    "reverses",
    "reversed_by",
    "adjusts",
    "reason",
    "warned_of",
    "confirmation",
]


def code_of(source: str | None = None):
    """The code of a related record, null where there is none."""
    return serializers.SlugRelatedField(slug_field="code", read_only=True, source=source)


def yuan():
    """An amount that is computed."""
    return serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True)


class BudgetSerializer(ReadOnlyModelSerializer):
    """A budget and what remains of it."""

    region = code_of()
    remaining_yuan = yuan()

    class Meta:
        model = Budget
        fields = [
            "code",
            "year",
            "region",
            "source",
            "name",
            "document_number",
            "approved_on",
            "purpose",
            "province_percent",
            "city_percent",
            "county_percent",
            "township_percent",
            "amount_yuan",
            "carried_in_yuan",
            "carried_out_yuan",
            "allocated_yuan",
            "remaining_yuan",
        ]


class AllocationSerializer(ReadOnlyModelSerializer):
    """An allocation; of its budget only code, year and source, which may be out of scope itself.

    It is for at most one thing: a station, a deliverable, an agency or a course; the agency is null also
    where it is out of scope.
    """

    budget = code_of()
    year = serializers.IntegerField(source="budget.year", read_only=True)
    # The declared fields of a serializer are no attributes of it.
    source = serializers.CharField(source="budget.source", read_only=True)  # type: ignore[assignment]
    region = code_of()
    station = code_of()
    deliverable = code_of()
    agency = code_of()
    course = code_of()
    reverses = code_of()
    reversed_by = code_of()
    adjusts = code_of()
    remaining_yuan = yuan()

    class Meta:
        model = Allocation
        fields = [
            "code",
            "budget",
            "year",
            "source",
            "region",
            "station",
            "deliverable",
            "agency",
            "course",
            "category",
            "purpose",
            *ENTRY_FIELDS,
            "disbursed_yuan",
            "reserved_yuan",
            "remaining_yuan",
        ]


class DisbursementSerializer(ReadOnlyModelSerializer):
    """A disbursement; the agency is null also where it is out of scope, the payee's name stays."""

    allocation = code_of()
    agency = code_of()
    reverses = code_of()
    reversed_by = code_of()
    adjusts = code_of()
    remaining_yuan = yuan()

    class Meta:
        model = Disbursement
        fields = ["code", "allocation", "payee", "agency", *ENTRY_FIELDS, "spent_yuan", "remaining_yuan"]


class ExpenditureSerializer(ReadOnlyModelSerializer):
    """An expenditure with its voucher."""

    disbursement = code_of()
    reverses = code_of()
    reversed_by = code_of()
    adjusts = code_of()

    class Meta:
        model = Expenditure
        fields = ["code", "disbursement", "voucher_number", "payer", "payee", "purpose", *ENTRY_FIELDS]


class CarryOverSerializer(ReadOnlyModelSerializer):
    """What was carried over from one budget to the next year's."""

    origin = code_of()
    target = code_of()
    reverses = code_of()
    reversed_by = code_of()
    adjusts = code_of()

    class Meta:
        model = CarryOver
        fields = ["code", "origin", "target", *ENTRY_FIELDS]


class PaymentRequestSerializer(ReadOnlyModelSerializer):
    """A payment request; people are not named."""

    allocation = code_of()
    stage = serializers.CharField(source="stage.code", read_only=True, default=None, allow_null=True)

    class Meta:
        model = PaymentRequest
        fields = [
            "code",
            "allocation",
            "stage",
            "amount_yuan",
            "payee",
            "purpose",
            "status",
            "requested_on",
            "decided_on",
            "decision_reason",
            "paid_on",
        ]


class PaymentStageSerializer(ReadOnlyModelSerializer):
    """A stage of a contract."""

    class Meta:
        model = PaymentStage
        fields = [
            "order",
            "share_percent",
            "amount_yuan",
            "condition",
            "released_on",
            "evidence",
            "paid_yuan",
        ]


class ContractSerializer(ReadOnlyModelSerializer):
    """A contract with its stages."""

    region = code_of()
    agency_name = serializers.CharField(source="agency.name", read_only=True)
    remaining_yuan = yuan()
    stages = PaymentStageSerializer(many=True, read_only=True)

    class Meta:
        model = Contract
        fields = [
            "code",
            "name",
            "region",
            "buyer",
            "mode",
            "agency_name",
            "amount_yuan",
            "paid_yuan",
            "remaining_yuan",
            "signed_on",
            "starts_on",
            "ends_on",
            "term_grounds",
            "status",
            "ended_on",
            "end_reason",
            "stages",
        ]


class FiscalYearCloseSerializer(ReadOnlyModelSerializer):
    """A closing of a year."""

    region = code_of()

    class Meta:
        model = FiscalYearClose
        fields = ["code", "region", "year", "closed_on", "still_open", "reopened_on", "reopen_reason"]


class SpendingRuleSerializer(ReadOnlyModelSerializer):
    """What a source may not pay for."""

    class Meta:
        model = SpendingRule
        fields = ["code", "source", "category", "effect", "text", "document", "valid_from", "valid_to"]


class UnitCostSerializer(ReadOnlyModelSerializer):
    """What one unit of a component costs."""

    service_model = serializers.CharField(source="component.service_model.code", read_only=True)
    component = code_of()

    class Meta:
        model = UnitCost
        fields = [
            "code",
            "service_model",
            "component",
            "category",
            "per",
            "amount_yuan",
            "valid_from",
            "valid_to",
            "document",
        ]
