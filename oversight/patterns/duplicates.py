"""The same amount to the same payee on the same day: one bill, perhaps, that was paid twice."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import grouped
from oversight.patterns.pattern import MOST_ITEMS, MOST_ROWS, Pattern, Threshold, item_of

CODE = "duplicates"


def find(books, rule):
    """Payments that agree in payee, amount and day, whoever made them."""
    rows = books.expenditures.filter(amount_yuan__gte=rule.threshold("least_yuan"))
    groups = (
        rows.values("payee", "posted_on", "amount_yuan")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .order_by("-amount_yuan", "-posted_on", "payee")
    )
    found = [(one["payee"], one["posted_on"], one["amount_yuan"]) for one in groups[:MOST_ITEMS]]
    wanted = Q(pk__in=[])
    for payee, day, amount in found:
        wanted |= Q(payee=payee, posted_on=day, amount_yuan=amount)
    same = list(rows.filter(wanted).for_listing().order_by("code"))
    for payee, day, amount in found:
        inside = [one for one in same if (one.payee, one.posted_on, one.amount_yuan) == (payee, day, amount)]
        reason = _("%(count)d payments of %(amount)s yuan to %(payee)s on %(day)s.") % {
            "count": len(inside),
            "amount": grouped(amount),
            "payee": payee,
            "day": day,
        }
        yield item_of(CODE, inside[:MOST_ROWS], reason)


PATTERN = Pattern(CODE, (Threshold("least_yuan", gettext_lazy("From this amount on (yuan)"), "500"),), find)
