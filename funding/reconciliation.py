"""Proof of the running totals: every total against the entries it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.db.models import DecimalField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Round

from core.figures import rounded
from funding.chain import LINKS
from funding.models.amounts import NOTHING


@dataclass(frozen=True)
class Difference:
    """A total that does not equal its entries."""

    code: str
    total: str
    stored_yuan: Decimal
    proven_yuan: Decimal


def differences() -> Iterator[Difference]:
    """Every total that differs from its entries; two aggregate queries a kind of entry."""
    for link in LINKS:
        entries = apps.get_model("funding", link.entry).objects
        parents = entries.model._meta.get_field(link.parent).related_model.objects
        drawn = entries.filter(**{link.parent: OuterRef("pk")}).order_by().values(link.parent)
        yield from _differing(parents, link.parent_total, drawn.annotate(yuan=Sum("amount_yuan")))
        reversals = entries.filter(reverses=OuterRef("pk")).order_by().annotate(yuan=-F("amount_yuan"))
        yield from _differing(entries, "reversed_yuan", reversals)


def _differing(records, total: str, proof) -> Iterator[Difference]:
    proven = Coalesce(Subquery(proof.values("yuan")), NOTHING, output_field=DecimalField())
    # Rounded: SQLite sums decimals as floats.
    rows = records.annotate(proven=Round(proven, 2)).exclude(proven=F(total)).order_by("code")
    for code, stored_yuan, proven_yuan in rows.values_list("code", total, "proven"):
        yield Difference(code, total, stored_yuan, rounded(proven_yuan))
