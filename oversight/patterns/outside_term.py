"""Money spent under a contract before its term began or after it ended."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oversight.patterns.pattern import MOST_ITEMS, Pattern, Threshold, item_of

CODE = "outside-term"


def find(books, rule):
    """Expenditures outside the term, with the reason that was given for posting them."""
    rows = books.entries.outside_term(books.last).filter(amount_yuan__gte=rule.threshold("least_yuan"))
    listed = rows.for_listing().select_related(
        "disbursement__stage__contract",
        "disbursement__allocation__region",
        "disbursement__allocation__station",
    )
    for one in listed.order_by("-amount_yuan", "code")[:MOST_ITEMS]:
        contract = one.disbursement.stage.contract
        reason = _(
            "Spent on %(day)s; contract %(contract)s runs from %(first)s to %(last)s. Stated reason: %(why)s"
        ) % {
            "day": one.posted_on,
            "contract": contract.code,
            "first": contract.starts_on,
            "last": contract.ends_on,
            "why": one.confirmation or "—",
        }
        yield item_of(CODE, [one], reason)


PATTERN = Pattern(CODE, (Threshold("least_yuan", gettext_lazy("From this amount on (yuan)"), "1"),), find)
