"""Lists of the money chain, in yuan to the cent: they are ledgers."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, PortalTable, YuanColumn
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
from funding.models.entry import Entry

TONES = {
    Entry.State.POSTED: "green",
    Entry.State.REVERSED: "secondary",
    Entry.State.REVERSAL: "orange",
    Entry.State.REFUND: "azure",
    Entry.State.TRANSFER: "purple",
}
REQUEST_TONES = {
    PaymentRequest.Status.REQUESTED: "yellow",
    PaymentRequest.Status.APPROVED: "azure",
    PaymentRequest.Status.PAID: "green",
}
CONTRACT_TONES = {Contract.Status.IN_FORCE: "green", Contract.Status.TERMINATED: "orange"}
EFFECT_TONES = {SpendingRule.Effect.BLOCK: "red", SpendingRule.Effect.WARN: "yellow"}


class StateColumn(tables.Column):
    """Where an entry stands, as a badge."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, verbose_name=_("State"), orderable=False, **kwargs)

    def render(self, value):
        return format_html('<span class="badge bg-{}-lt">{}</span>', TONES[value], Entry.State(value).label)

    def value(self, value):
        return Entry.State(value).label


class BudgetTable(PortalTable):
    """The budgets in scope."""

    code = tables.Column(linkify=True)
    year = tables.Column()
    region = tables.Column(accessor="region__name", verbose_name=_("Region"), order_by="region__path")
    source = tables.Column()
    name = tables.Column(attrs={"td": {"class": "wrap"}})
    document_number = tables.Column()
    approved_on = tables.DateColumn()
    amount_yuan = YuanColumn()
    allocated_yuan = YuanColumn()
    remaining_yuan = YuanColumn(verbose_name=_("Remaining (yuan)"), orderable=False)

    class Meta(PortalTable.Meta):
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


class AllocationTable(PortalTable):
    """The allocations in scope."""

    code = tables.Column(linkify=True)
    posted_on = tables.DateColumn()
    year = tables.Column(accessor="budget__year", verbose_name=_("Budget year"))
    source = tables.Column(accessor="budget__get_source_display", order_by="budget__source")
    region = tables.Column(accessor="region__name", verbose_name=_("Region"), order_by="region__path")
    station = tables.Column(accessor="station__name", verbose_name=_("Station"))
    category = tables.Column()
    purpose = tables.Column(attrs={"td": {"class": "wrap"}})
    amount_yuan = YuanColumn()
    disbursed_yuan = YuanColumn()
    remaining_yuan = YuanColumn(verbose_name=_("Remaining (yuan)"), orderable=False)
    state = StateColumn()

    class Meta(PortalTable.Meta):
        model = Allocation
        fields = [
            "code",
            "posted_on",
            "year",
            "source",
            "region",
            "station",
            "category",
            "purpose",
            "amount_yuan",
            "disbursed_yuan",
            "remaining_yuan",
            "state",
        ]


class PastAllocationTable(AllocationTable):
    """Allocations as they stood on a day, the rows of ``as_of``; its links lead to that day."""

    code = tables.Column(linkify=lambda record, table: f"{record.get_absolute_url()}?on={table.day}")
    disbursed_yuan = YuanColumn(accessor="used_then", verbose_name=_("Disbursed (yuan)"))
    remaining_yuan = YuanColumn(accessor="remaining_then", verbose_name=_("Remaining (yuan)"))
    state = StateColumn(accessor="state_then")

    class Meta(AllocationTable.Meta):
        pass

    def __init__(self, *args, day, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)


class DisbursementTable(PortalTable):
    """The disbursements in scope."""

    code = tables.Column(linkify=True)
    posted_on = tables.DateColumn()
    allocation = tables.Column(accessor="allocation__code", verbose_name=_("Allocation"))
    region = tables.Column(
        accessor="allocation__region__name", verbose_name=_("Region"), order_by="allocation__region__path"
    )
    station = tables.Column(accessor="allocation__station__name", verbose_name=_("Station"))
    payee = tables.Column()
    amount_yuan = YuanColumn()
    spent_yuan = YuanColumn()
    remaining_yuan = YuanColumn(verbose_name=_("Remaining (yuan)"), orderable=False)
    state = StateColumn()

    class Meta(PortalTable.Meta):
        model = Disbursement
        fields = [
            "code",
            "posted_on",
            "allocation",
            "region",
            "station",
            "payee",
            "amount_yuan",
            "spent_yuan",
            "remaining_yuan",
            "state",
        ]


class ExpenditureTable(PortalTable):
    """The expenditures in scope."""

    code = tables.Column(linkify=True)
    posted_on = tables.DateColumn()
    voucher_number = tables.Column()
    disbursement = tables.Column(accessor="disbursement__code", verbose_name=_("Disbursement"))
    region = tables.Column(
        accessor="disbursement__allocation__region__name",
        verbose_name=_("Region"),
        order_by="disbursement__allocation__region__path",
    )
    station = tables.Column(accessor="disbursement__allocation__station__name", verbose_name=_("Station"))
    payee = tables.Column()
    purpose = tables.Column(attrs={"td": {"class": "wrap"}})
    amount_yuan = YuanColumn()
    state = StateColumn()

    class Meta(PortalTable.Meta):
        model = Expenditure
        fields = [
            "code",
            "posted_on",
            "voucher_number",
            "disbursement",
            "region",
            "station",
            "payee",
            "purpose",
            "amount_yuan",
            "state",
        ]


class PaymentRequestTable(PortalTable):
    """The payment requests in scope."""

    code = tables.Column(linkify=True)
    requested_on = tables.DateColumn()
    allocation = tables.Column(accessor="allocation__code", verbose_name=_("Allocation"))
    region = tables.Column(
        accessor="allocation__region__name", verbose_name=_("Region"), order_by="allocation__region__path"
    )
    payee = tables.Column()
    purpose = tables.Column(attrs={"td": {"class": "wrap"}})
    amount_yuan = YuanColumn()
    status = BadgeColumn(tones=REQUEST_TONES)
    requested_by = tables.Column()
    decided_by = tables.Column()
    paid_by = tables.Column()

    class Meta(PortalTable.Meta):
        model = PaymentRequest
        fields = [
            "code",
            "requested_on",
            "allocation",
            "region",
            "payee",
            "purpose",
            "amount_yuan",
            "status",
            "requested_by",
            "decided_by",
            "paid_by",
        ]


class ContractTable(PortalTable):
    """The contracts in scope."""

    code = tables.Column(linkify=True)
    name = tables.Column(attrs={"td": {"class": "wrap"}})
    region = tables.Column(accessor="region__name", verbose_name=_("Region"), order_by="region__path")
    agency = tables.Column(accessor="agency__name", verbose_name=_("Contractor"))
    signed_on = tables.DateColumn()
    ends_on = tables.DateColumn()
    amount_yuan = YuanColumn()
    paid_yuan = YuanColumn()
    status = BadgeColumn(tones=CONTRACT_TONES)

    class Meta(PortalTable.Meta):
        model = Contract
        fields = [
            "code",
            "name",
            "region",
            "buyer",
            "mode",
            "agency",
            "signed_on",
            "ends_on",
            "amount_yuan",
            "paid_yuan",
            "status",
        ]


class FiscalYearCloseTable(PortalTable):
    """The closings in scope."""

    code = tables.Column(linkify=True)
    region = tables.Column(accessor="region__name", verbose_name=_("Region"), order_by="region__path")
    closed_on = tables.DateColumn()
    reopened_on = tables.DateColumn()

    class Meta(PortalTable.Meta):
        model = FiscalYearClose
        fields = ["code", "region", "year", "closed_on", "closed_by", "reopened_on", "reopen_reason"]


class SpendingRuleTable(PortalTable):
    """The rules of spending; a rule has no page but its history."""

    code = tables.Column(linkify=("changes:record", {"noun": "spending-rules", "code": tables.A("code")}))
    text = tables.Column(attrs={"td": {"class": "wrap"}})
    document = tables.Column(attrs={"td": {"class": "wrap"}})
    effect = BadgeColumn(tones=EFFECT_TONES)
    valid_from = tables.DateColumn()
    valid_to = tables.DateColumn()
    edit = tables.LinkColumn(
        "funding:rule-edit",
        args=[tables.A("code")],
        text=_("Edit"),
        verbose_name="",
        orderable=False,
        empty_values=(),
    )

    class Meta(PortalTable.Meta):
        model = SpendingRule
        fields = [
            "code",
            "source",
            "category",
            "effect",
            "text",
            "document",
            "valid_from",
            "valid_to",
            "edit",
        ]


class UnitCostTable(PortalTable):
    """What the parts of a station cost; a cost has no page but its history."""

    code = tables.Column(linkify=("changes:record", {"noun": "unit-costs", "code": tables.A("code")}))
    model_code = tables.Column(accessor="component__service_model__code", verbose_name=_("Service model"))
    component = tables.Column(accessor="component__name", verbose_name=_("Component"))
    amount_yuan = YuanColumn()
    valid_from = tables.DateColumn(format="Y-m-d")
    valid_to = tables.DateColumn(format="Y-m-d")
    document = tables.Column(attrs={"td": {"class": "wrap"}})
    edit = tables.LinkColumn(
        "funding:unitcost-edit",
        args=[tables.A("code")],
        text=_("Edit"),
        verbose_name="",
        orderable=False,
        empty_values=(),
    )

    class Meta(PortalTable.Meta):
        model = UnitCost
        fields = [
            "code",
            "model_code",
            "component",
            "category",
            "per",
            "amount_yuan",
            "valid_from",
            "valid_to",
            "document",
            "edit",
        ]
