"""One payee that many stations pay: a good supplier, or one that stands too near to somebody."""

from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import grouped, rounded
from oversight.patterns.pattern import MOST_ITEMS, Item, Pattern, Row, Threshold, common_path

CODE = "shared-payee"
STATION = "disbursement__allocation__station"


def find(books, rule):
    """Payees that enough stations paid; the rows are the sums of the stations."""
    paid = books.expenditures.filter(**{f"{STATION}__isnull": False})
    payees = (
        paid.values("payee")
        .annotate(stations=Count(STATION, distinct=True), yuan=Sum("amount_yuan"))
        .filter(stations__gte=int(rule.threshold("stations")), yuan__gte=rule.threshold("least_yuan"))
        .order_by("-yuan", "payee")
    )
    found = list(payees[:MOST_ITEMS])
    sums = (
        paid.filter(payee__in=[one["payee"] for one in found])
        .values("payee", f"{STATION}__code", f"{STATION}__name", f"{STATION}__township__path")
        .annotate(number=Count("pk"), yuan=Sum("amount_yuan"))
        .order_by("-yuan", f"{STATION}__code")
    )
    by_payee: dict[str, list[dict]] = {}
    for one in sums:
        by_payee.setdefault(one["payee"], []).append(one)
    for one in found:
        yield _item(one, by_payee[one["payee"]])


def _item(payee: dict, sums: list[dict]) -> Item:
    reason = _("%(count)d stations paid %(payee)s, together %(total)s yuan.") % {
        "count": payee["stations"],
        "payee": payee["payee"],
        "total": grouped(payee["yuan"]),
    }
    rows = tuple(_row(payee["payee"], one) for one in sums)
    path = common_path(one[f"{STATION}__township__path"] for one in sums)
    return Item(CODE, reason, rows, path)


def _row(payee: str, one: dict) -> Row:
    code = one[f"{STATION}__code"]
    return Row(
        code=code,
        url=f"{reverse('funding:expenditure-list')}?{urlencode({'station': code, 'q': payee})}",
        day=None,
        place=one[f"{STATION}__name"],
        payee=payee,
        purpose=_("%(count)d payments") % {"count": one["number"]},
        amount_yuan=rounded(one["yuan"]),
    )


PATTERN = Pattern(
    CODE,
    (
        Threshold("stations", gettext_lazy("At least so many stations"), "10"),
        Threshold("least_yuan", gettext_lazy("From this amount on (yuan)"), "20000"),
    ),
    find,
)
