"""Filtering the money chain; every list and endpoint of it takes the same words."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, ScopedFilterSet, SearchFilter, YearFilter
from funding.models import (
    Allocation,
    Budget,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    SpendingRule,
    UnitCost,
)
from regions.filters import RegionFilterSet
from stations.models import Component, Station


def component_choices() -> list[tuple[str, str]]:
    """The components that can have a cost; versions of a model that share a code share a choice."""
    return list(dict(Component.objects.numbered().order_by("order").values_list("code", "name")).items())


class FundingFilterSet(RegionFilterSet):
    """Region, budget year, source, day and a search."""

    year = YearFilter(method="of_year", label=_("Budget year"))
    source = django_filters.ChoiceFilter(
        method="of_source", label=_("Source of money"), choices=Budget.Source.choices
    )
    until = DayFilter(on_day="posted_by", label=_("Until the day"))
    q = SearchFilter(label=_("Code, document or voucher"))

    def of_year(self, queryset, name, value):
        return queryset.in_year(value)

    def of_source(self, queryset, name, value):
        return queryset.from_source(value)


class BudgetFilterSet(FundingFilterSet):
    """Filters of the list of budgets."""

    class Meta:
        model = Budget
        fields = ["region", "year", "source", "until", "q"]


class AllocationFilterSet(FundingFilterSet):
    """Filters of the list of allocations."""

    category = django_filters.ChoiceFilter(label=_("Kind of use"), choices=Allocation.Category.choices)
    station = ScopedChoiceFilter(label=_("Station"), queryset=Station.objects.all())

    class Meta:
        model = Allocation
        fields = ["region", "year", "source", "category", "station", "until", "q"]


class DisbursementFilterSet(FundingFilterSet):
    """Filters of the list of disbursements."""

    category = django_filters.ChoiceFilter(
        field_name="allocation__category", label=_("Kind of use"), choices=Allocation.Category.choices
    )
    station = ScopedChoiceFilter(
        field_name="allocation__station", label=_("Station"), queryset=Station.objects.all()
    )

    class Meta:
        model = Disbursement
        fields = ["region", "year", "source", "category", "station", "until", "q"]


class ExpenditureFilterSet(FundingFilterSet):
    """Filters of the list of expenditures."""

    category = django_filters.ChoiceFilter(
        field_name="disbursement__allocation__category",
        label=_("Kind of use"),
        choices=Allocation.Category.choices,
    )
    station = ScopedChoiceFilter(
        field_name="disbursement__allocation__station", label=_("Station"), queryset=Station.objects.all()
    )

    class Meta:
        model = Expenditure
        fields = ["region", "year", "source", "category", "station", "until", "q"]


class PaymentRequestFilterSet(FundingFilterSet):
    """Filters of the list of payment requests."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=PaymentRequest.Status.choices)

    class Meta:
        model = PaymentRequest
        fields = ["region", "year", "source", "status", "until", "q"]


class ContractFilterSet(RegionFilterSet):
    """Filters of the list of contracts."""

    buyer = django_filters.ChoiceFilter(label=_("Buyer"), choices=Contract.Buyer.choices)
    mode = django_filters.ChoiceFilter(label=_("Mode of procurement"), choices=Contract.Mode.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Contract.Status.choices)
    until = DayFilter(on_day="signed_by", label=_("Until the day"))
    q = SearchFilter(label=_("Code, name or agency"))

    class Meta:
        model = Contract
        fields = ["region", "buyer", "mode", "status", "until", "q"]


class FiscalYearCloseFilterSet(RegionFilterSet):
    """Filters of the list of closings."""

    year = YearFilter(label=_("Year"))

    class Meta:
        model = FiscalYearClose
        fields = ["region", "year"]


class SpendingRuleFilterSet(ScopedFilterSet):
    """Filters of the list of rules."""

    class Meta:
        model = SpendingRule
        fields = ["source", "category", "effect"]


class UnitCostFilterSet(ScopedFilterSet):
    """Filters of the list of unit costs."""

    component = django_filters.ChoiceFilter(
        field_name="component__code", label=_("Component"), choices=component_choices
    )
    on = DayFilter(on_day="on", label=_("In force on"))

    class Meta:
        model = UnitCost
        fields = ["component", "category", "per", "on"]
