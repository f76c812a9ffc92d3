"""Proof of the running totals: every total against the entries it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.db.models import DecimalField, Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Round, TruncMonth

from core.figures import rounded
from funding.models.amounts import NOTHING
from funding.rules.chain import LINKS


@dataclass(frozen=True)
class Difference:
    """A total that does not equal its entries."""

    code: str
    total: str
    stored_yuan: Decimal
    proven_yuan: Decimal


def differences() -> Iterator[Difference]:
    """Every total that differs from its entries; a fixed number of aggregate queries."""
    for link in LINKS:
        entries = apps.get_model("funding", link.entry).objects
        yield from _of_totals(entries, [(link.parent, link.parent_total)])
        yield from _of_totals(entries, [(one.path, one.total) for one in link.also])
        yield from _of_totals(entries, [("adjusts", "adjusted_yuan")])
        reversals = entries.filter(reverses=OuterRef("pk")).order_by().annotate(yuan=-F("amount_yuan"))
        yield from _differing(entries, "reversed_yuan", reversals)
    approved = apps.get_model("funding", "PaymentRequest").objects.awaiting_payment()
    yield from _of_totals(approved, [("allocation", "reserved_yuan")])
    stages = apps.get_model("funding", "PaymentStage").objects
    yield from _of_totals(stages, [("contract", "staged_yuan")])
    yield from _of_months()


def _of_totals(entries, totals) -> Iterator[Difference]:
    for path, total in totals:
        drawn = entries.filter(**{path: OuterRef("pk")}).order_by().values(path)
        yield from _differing(_reached(entries.model, path), total, drawn.annotate(yuan=Sum("amount_yuan")))


def _of_months() -> Iterator[Difference]:
    """The sums of months against the entries of the month; then all of them against all entries."""
    sums = apps.get_model("funding", "MonthSum").objects.for_listing()
    for link in LINKS:
        if not link.monthly:
            continue
        entries = apps.get_model("funding", link.entry).objects.order_by()
        path = f"{link.parent}__allocation" if link.parent != "allocation" else "allocation"
        of_month = entries.annotate(_month=TruncMonth("posted_on")).filter(
            **{path: OuterRef("allocation"), "_month": OuterRef("month")}
        )
        mine = sums.filter(entry=link.entry)
        yield from _differing(mine, "sum_yuan", of_month.values(path).annotate(yuan=Sum("amount_yuan")))
        counted = mine.order_by().aggregate(number=Coalesce(Sum("number"), 0))["number"]
        if counted != (number := entries.count()):
            yield Difference(link.entry, "number", Decimal(counted), Decimal(number))


def _reached(model, path: str):
    """The records at the end of the path from a model."""
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model.objects


def unpaired() -> Iterator[str]:
    """Codes of entries whose other half is missing: half a transfer, a request paid without its payment."""
    transfers = apps.get_model("funding", "Allocation").objects.filter(kind="transfer")
    whole = transfers.filter(
        counterpart=OuterRef("pk"), budget=OuterRef("budget"), amount_yuan=-OuterRef("amount_yuan")
    )
    alone = transfers.filter(~Exists(whole), amount_yuan__lt=0)
    yield from alone.order_by("code").values_list("code", flat=True)
    requests = apps.get_model("funding", "PaymentRequest").objects
    unpaid = requests.filter(status="paid", disbursement__isnull=True)
    yield from unpaid.order_by("code").values_list("code", flat=True)


def _differing(records, total: str, proof) -> Iterator[Difference]:
    proven = Coalesce(Subquery(proof.values("yuan")), NOTHING, output_field=DecimalField())
    # Rounded: SQLite sums decimals as floats.
    rows = records.annotate(proven=Round(proven, 2)).exclude(proven=F(total)).order_by("pk")
    for record in rows:
        yield Difference(record.code, total, getattr(record, total), rounded(record.proven))
