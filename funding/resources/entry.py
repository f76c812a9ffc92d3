"""Allocations and expenditures as rows of files."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.scope import covers
from exchange.resources.facts import Facts
from exchange.resources.resource import Column, Resource
from funding.actions.posting import post
from funding.models import Allocation, Expenditure
from funding.models.amounts import locked


class LockedFacts(Facts):
    """What a block of entries draws on, locked from the source to the use before the first is posted.

    An entry locks what it draws on and, last of all, the sum of its month. Two that write many entries
    in another order would wait for each other's rows for ever.
    """

    def __init__(self, drawn_on):
        self.drawn_on = drawn_on

    def read(self, records):
        for path in self.drawn_on:
            rows = [attrgetter(path)(record) for record in records]
            if rows:
                list(locked(type(rows[0]).objects.filter(pk__in={row.pk for row in rows}).order_by("pk")))


class EntryResource(Resource):
    """What entries have in common: they are posted when they are judged."""

    # Each gets its code when it is posted, under the lock of what it draws on.
    is_numbered = False
    # From the source to the use, as decision 10 orders the locks.
    drawn_on: tuple[str, ...]

    def facts(self):
        return LockedFacts(self.drawn_on)

    def judge(self, record, by, facts):
        post(record, drawn_on=record.parent, by=by)


class AllocationResource(EntryResource):
    """Allocations of budgets."""

    name = "allocations"
    model = Allocation
    related = ("budget__region", "region")
    drawn_on = ("budget",)
    declared = [
        Column("code", example="A-2022-0001-001", is_plain=True),
        Column("budget", example="B-2022-0001", related=("region",)),
        Column("region", example="131102002 河东街道"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("deliverable", example="DV-131102002-1-01", related=("station",)),
        Column("agency", example="AG-0001"),
        Column("course", example="TC-00001"),
        Column("category"),
        Column("purpose", example="河东街道社工站人员经费"),
        Column("amount_yuan", example="50000.00"),
        Column("posted_on", example="2022-04-01"),
        Column("confirmation"),
    ]

    def judge(self, record, by, facts):
        """Seeing a budget is not enough to draw on it."""
        if record.budget and not covers(by, self.permission("add"), record.budget.region.path):
            raise Refused({"budget": _("This budget lies in a region where you may not do this.")})
        super().judge(record, by, facts)


class ExpenditureResource(EntryResource):
    """Expenditures of disbursements."""

    name = "expenditures"
    model = Expenditure
    related = ("disbursement__allocation__region",)
    drawn_on = ("disbursement.allocation", "disbursement")
    declared = [
        Column("code", example="E-2022-0001-001-001-001", is_plain=True),
        Column(
            "disbursement",
            example="D-2022-0001-001-001",
            related=("allocation__region",),
            names=lambda disbursement: [disbursement.payee],
        ),
        Column("voucher_number", example="2022-05-0017"),
        Column("payee", example="示例文具店"),
        Column("purpose", example="小组活动用品"),
        Column("amount_yuan", example="120.50"),
        Column("posted_on", example="2022-05-06"),
        Column("confirmation"),
    ]
