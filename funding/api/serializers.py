"""The money chain as JSON: amounts are strings of yuan, records are named by their codes."""

from rest_framework import serializers

from core.api import CleanModelSerializer
from funding.models import Allocation, Budget, Disbursement, Expenditure

ENTRY_FIELDS = ["posted_on", "amount_yuan", "reversed_yuan", "reverses", "reversed_by", "reason"]


def code_of(source: str | None = None):
    """The code of a related record, null where there is none."""
    return serializers.SlugRelatedField(slug_field="code", read_only=True, source=source)


def yuan():
    """An amount that is computed."""
    return serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True)


class BudgetSerializer(CleanModelSerializer):
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
            "amount_yuan",
            "allocated_yuan",
            "remaining_yuan",
        ]


class AllocationSerializer(CleanModelSerializer):
    """An allocation; of its budget only code, year and source, which may be out of scope itself."""

    budget = code_of()
    year = serializers.IntegerField(source="budget.year", read_only=True)
    source = serializers.CharField(source="budget.source", read_only=True)
    region = code_of()
    station = code_of()
    reverses = code_of()
    reversed_by = code_of()
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
            "category",
            "purpose",
            *ENTRY_FIELDS,
            "disbursed_yuan",
            "remaining_yuan",
        ]


class DisbursementSerializer(CleanModelSerializer):
    """A disbursement; the agency is null also where it is out of scope, the payee's name stays."""

    allocation = code_of()
    agency = code_of()
    reverses = code_of()
    reversed_by = code_of()
    remaining_yuan = yuan()

    class Meta:
        model = Disbursement
        fields = ["code", "allocation", "payee", "agency", *ENTRY_FIELDS, "spent_yuan", "remaining_yuan"]


class ExpenditureSerializer(CleanModelSerializer):
    """An expenditure with its voucher."""

    disbursement = code_of()
    reverses = code_of()
    reversed_by = code_of()

    class Meta:
        model = Expenditure
        fields = ["code", "disbursement", "voucher_number", "payee", "purpose", *ENTRY_FIELDS]
