"""Expenditures: lists, pages and verbs."""

from django.utils.translation import gettext_lazy as _

from funding.filters import ExpenditureFilterSet
from funding.models import Expenditure
from funding.tables import (
    ExpenditureTable,
)
from funding.views.entry import EntryDetailView, FundingListView, RefundView, ReverseView


class ExpenditureListView(FundingListView):
    """The expenditures in scope."""

    model = Expenditure
    table_class = ExpenditureTable
    filterset_class = ExpenditureFilterSet
    title = _("Expenditures")
    export_name = "expenditures"


class ExpenditureDetailView(EntryDetailView):
    """An expenditure and the chain it ends."""

    model = Expenditure
    template_name = "funding/expenditure/detail.html"

    def budget(self):
        return self.object.disbursement.allocation.budget


class ExpenditureReverseView(ReverseView):
    """Take an expenditure back."""

    model = Expenditure


class ExpenditureRefundView(RefundView):
    """The seller paid money back."""

    model = Expenditure
