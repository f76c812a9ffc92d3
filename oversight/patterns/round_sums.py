"""Round sums in the last days of a year: money that may have been spent to be spent."""

from datetime import date, timedelta

from django.db.models import DecimalField, ExpressionWrapper, F, Q
from django.db.models.functions import Floor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import WHOLE_YUAN, grouped
from oversight.patterns.pattern import MOST_ITEMS, Pattern, Threshold, item_of

CODE = "round-sums"
AMOUNT = DecimalField(max_digits=14, decimal_places=2)


def last_days(books, days: int) -> Q:
    """The last ``days`` days of each year that the period touches."""
    condition = Q(pk__in=[])
    for year in books.years:
        end = date(year, 12, 31)
        condition |= Q(posted_on__range=(end - timedelta(days=days - 1), end))
    return condition


def find(books, rule):
    """Expenditures of a whole multiple of the step."""
    step, least = rule.threshold("step_yuan"), rule.threshold("least_yuan")
    whole = ExpressionWrapper(Floor(F("amount_yuan") / step) * step, output_field=AMOUNT)
    rows = (
        books.expenditures.filter(last_days(books, int(rule.threshold("days"))), amount_yuan__gte=least)
        .annotate(whole=whole)
        .filter(amount_yuan=F("whole"))
        .for_listing()
        .order_by("-amount_yuan", "code")
    )
    for one in rows[:MOST_ITEMS]:
        reason = _(
            "%(amount)s yuan to %(payee)s on %(day)s: a whole multiple of %(step)s at the end of the year."
        )
        yield item_of(
            CODE,
            [one],
            reason
            % {
                "amount": grouped(one.amount_yuan),
                "payee": one.payee,
                "day": one.posted_on,
                "step": grouped(step, WHOLE_YUAN),
            },
        )


PATTERN = Pattern(
    CODE,
    (
        Threshold("step_yuan", gettext_lazy("Multiple of (yuan)"), "1000"),
        Threshold("least_yuan", gettext_lazy("From this amount on (yuan)"), "5000"),
        Threshold("days", gettext_lazy("Last days of the year"), "31"),
    ),
    find,
)
