"""Several payments just under a limit, soon after another: one payment, perhaps, that was split."""

from django.db.models import F, Q, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.days import DaysBetween
from core.figures import WHOLE_YUAN, grouped
from oversight.patterns.pattern import MOST_ITEMS, Pattern, Threshold, item_of

CODE = "split-payments"


def _candidates(books, rule):
    """Payments just under the limit."""
    limit = rule.threshold("limit_yuan")
    near = limit * rule.threshold("near_percent") / 100
    return books.expenditures.filter(amount_yuan__gte=near, amount_yuan__lt=limit)


def _ends(books, rule):
    """Payments that end a run of enough of them within the days: payer and payee, the latest run first."""
    before = Window(
        Lag("posted_on", offset=int(rule.threshold("payments")) - 1),
        partition_by=[F("payer"), F("payee")],
        order_by=[F("posted_on"), F("pk")],
    )
    runs = (
        _candidates(books, rule).annotate(begun_on=before).annotate(days=DaysBetween("begun_on", "posted_on"))
    )
    close = runs.filter(days__lte=int(rule.threshold("days")) - 1)
    return close.order_by("-posted_on", "-pk").values_list("payer", "payee", "begun_on", "posted_on")


def _runs(books, rule):
    """The runs as payer, payee, first and last day; those that overlap are one."""
    runs: dict[tuple[str, str], list[tuple]] = {}
    for payer, payee, first, last in sorted(_ends(books, rule)[:MOST_ITEMS]):
        known = runs.setdefault((payer, payee), [])
        if known and first <= known[-1][1]:
            known[-1] = (known[-1][0], last)
        else:
            known.append((first, last))
    return [(*key, first, last) for key, spans in runs.items() for first, last in spans]


def find(books, rule):
    """Payments of one payer to one payee, each just under the limit, within the days."""
    runs = _runs(books, rule)
    wanted = Q(pk__in=[])
    for payer, payee, first, last in runs:
        wanted |= Q(payer=payer, payee=payee, posted_on__range=(first, last))
    rows = list(_candidates(books, rule).filter(wanted).for_listing().order_by("posted_on", "code"))
    items = []
    for payer, payee, first, last in runs:
        inside = [
            one for one in rows if (one.payer, one.payee) == (payer, payee) and first <= one.posted_on <= last
        ]
        reason = _(
            "%(count)d payments to %(payee)s from %(first)s to %(last)s, each just under %(limit)s yuan; "
            "together %(total)s yuan."
        ) % {
            "count": len(inside),
            "payee": payee,
            "first": first,
            "last": last,
            "limit": grouped(rule.threshold("limit_yuan"), WHOLE_YUAN),
            "total": grouped(sum(one.amount_yuan for one in inside)),
        }
        items.append(item_of(CODE, inside, reason))
    return sorted(items, key=lambda item: -item.total_yuan)


PATTERN = Pattern(
    CODE,
    (
        Threshold("limit_yuan", gettext_lazy("Limit (yuan)"), "10000"),
        Threshold("near_percent", gettext_lazy("Just under: from this per cent of the limit on"), "90"),
        Threshold("payments", gettext_lazy("At least so many payments"), "2"),
        Threshold("days", gettext_lazy("Within days"), "15"),
    ),
    find,
)
