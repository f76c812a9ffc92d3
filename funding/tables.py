"""Lists of the money chain, in yuan to the cent: they are ledgers."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import PortalTable, YuanColumn
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.models.entry import Entry

TONES = {Entry.State.POSTED: "green", Entry.State.REVERSED: "secondary", Entry.State.REVERSAL: "orange"}


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
    approved_on = tables.DateColumn(format="Y-m-d")
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
    posted_on = tables.DateColumn(format="Y-m-d")
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


class DisbursementTable(PortalTable):
    """The disbursements in scope."""

    code = tables.Column(linkify=True)
    posted_on = tables.DateColumn(format="Y-m-d")
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
    posted_on = tables.DateColumn(format="Y-m-d")
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
