"""Too much of the money into exam training, as the study of Hengshui found."""

from urllib.parse import urlencode

from django.db.models import F, Q, Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import grouped, percent, rounded
from funding.models import Allocation
from oversight.patterns.pattern import Item, Pattern, Row, Threshold
from regions.models import Region

CODE = "exam-training"
CATEGORY = "disbursement__allocation__category"
EXAM = Allocation.Category.EXAM_TRAINING


def find(books, rule):
    """The regions right below whose share of spending on exam training is above the threshold."""
    most = rule.threshold("share_percent") / 100
    path = Substr(F(books.entries.region_path), 1, books.region.child_path_length)
    sums = (
        books.entries.annotate(place=path)
        .values("place")
        .annotate(yuan=Sum("amount_yuan"), exam=Sum("amount_yuan", filter=Q(**{CATEGORY: EXAM}), default=0))
        .filter(exam__gt=F("yuan") * most)
        .order_by("-exam", "place")
    )
    found = list(sums)
    places = {one.path: one for one in Region.objects.filter(path__in=[one["place"] for one in found])}
    for one in found:
        if place := places.get(one["place"]):
            yield _item(place, one["exam"], one["yuan"], most)


def _item(place: Region, exam, yuan, most) -> Item:
    reason = _(
        "%(region)s spent %(share)s on exam training, more than %(most)s: %(exam)s of %(total)s yuan."
    ) % {
        "region": place.name,
        "share": percent(exam / yuan),
        "most": percent(most),
        "exam": grouped(exam),
        "total": grouped(yuan),
    }
    others = (None, _("all other uses"), yuan - exam)
    rows = tuple(_row(place, *use) for use in ((EXAM, EXAM.label, exam), others))
    return Item(CODE, reason, rows, place.path)


def _row(place: Region, category, label, yuan) -> Row:
    query = {"region": place.code} | ({"category": category.value} if category else {})
    return Row(
        code=category.value if category else "others",
        url=f"{reverse('funding:expenditure-list')}?{urlencode(query)}",
        day=None,
        place=place.name,
        payee="",
        purpose=str(label),
        amount_yuan=rounded(yuan),
    )


PATTERN = Pattern(
    CODE, (Threshold("share_percent", gettext_lazy("Share of spending above (per cent)"), "30"),), find
)
