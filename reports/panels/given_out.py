"""Figures about stations that were published or returned: what counts later does not move them."""

from datetime import date
from typing import cast

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from indicators import stations
from indicators.catalogue import find
from reports.models import MonthlyReturn, PublishedFigure
from stations.rules import frozen

CODES = [indicator.code for indicator in stations.INDICATORS]


def prefixes(path: str) -> list[str]:
    """The paths of the division and of all that it may belong to."""
    return [path[:length] for length in range(1, len(path) + 1)]


class PublishedFigures:
    """What somebody published about stations."""

    def last_days(self):
        rows = PublishedFigure.objects.filter(indicator__in=CODES).order_by()
        return dict(rows.values_list("region__path").annotate(Max("as_of")))

    def given_out(self, path, since):
        rows = PublishedFigure.objects.filter(
            indicator__in=CODES, region__path__in=prefixes(path), as_of__gte=since
        )
        for figure in rows.select_related("region"):
            indicator = find(figure.indicator)
            label = indicator.label if indicator else figure.indicator
            yield frozen.GivenOut(label, figure.region.name, figure.as_of, f"{figure.value.normalize():f}")


class MonthlyReturns:
    """What counties returned; a draft says nothing yet, and what was sent back is open again."""

    FROZEN = (MonthlyReturn.Status.SUBMITTED, MonthlyReturn.Status.APPROVED)

    def last_days(self):
        rows = MonthlyReturn.objects.filter(status__in=self.FROZEN).order_by()
        return dict(rows.values_list("region__path").annotate(Max("figures_on")))

    def given_out(self, path, since):
        rows = MonthlyReturn.objects.filter(
            status__in=self.FROZEN, region__path__in=prefixes(path), figures_on__gte=since
        )
        for one in rows.without_figures().select_related("region"):
            day = cast("date", one.figures_on)
            yield frozen.GivenOut(_("monthly return"), one.region.name, day, one.get_status_display())


frozen.register(PublishedFigures())
frozen.register(MonthlyReturns())
