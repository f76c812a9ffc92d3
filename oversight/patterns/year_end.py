"""Allocations of which much is spent in the last days of a year."""

from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import grouped, percent
from oversight.patterns.pattern import MOST_ITEMS, MOST_ROWS, Pattern, Threshold, item_of
from oversight.patterns.round_sums import last_days

CODE = "year-end"
ALLOCATION = "disbursement__allocation"


def find(books, rule):
    """Allocations whose spending of the period falls into the last days by more than the share."""
    late = last_days(books, int(rule.threshold("days")))
    share = rule.threshold("share_percent") / 100
    sums = (
        books.expenditures.values(ALLOCATION, f"{ALLOCATION}__code")
        .annotate(yuan=Sum("amount_yuan"), late=Sum("amount_yuan", filter=late, default=0))
        .filter(late__gte=rule.threshold("least_yuan"))
        .filter(late__gte=F("yuan") * share)
        .order_by("-late", ALLOCATION)
    )
    found = list(sums[:MOST_ITEMS])
    entries = books.expenditures.filter(late, **{f"{ALLOCATION}__in": [one[ALLOCATION] for one in found]})
    by_allocation: dict[int, list] = {}
    for one in entries.for_listing().order_by("-amount_yuan", "code"):
        by_allocation.setdefault(one.disbursement.allocation_id, []).append(one)
    for one in found:
        reason = _(
            "%(late)s of %(total)s yuan of allocation %(code)s (%(share)s) were spent in the last days."
        ) % {
            "late": grouped(one["late"]),
            "total": grouped(one["yuan"]),
            "code": one[f"{ALLOCATION}__code"],
            "share": percent(one["late"] / one["yuan"]),
        }
        yield item_of(CODE, by_allocation[one[ALLOCATION]][:MOST_ROWS], reason)


PATTERN = Pattern(
    CODE,
    (
        Threshold("days", gettext_lazy("Last days of the year"), "10"),
        Threshold("share_percent", gettext_lazy("Share spent then, from this per cent on"), "50"),
        Threshold("least_yuan", gettext_lazy("From this amount on (yuan)"), "3000"),
    ),
    find,
)
