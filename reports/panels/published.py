"""Published figures beside what the records say for the same day."""

from dataclasses import dataclass

from indicators.catalogue import find
from indicators.indicator import Indicator
from indicators.reading import totals
from reports.models import PublishedFigure


@dataclass(frozen=True)
class Comparison:
    """A published figure and the same indicator computed from the records as of its day."""

    published: PublishedFigure
    indicator: Indicator
    computed: object
    rows_url: str

    @property
    def published_text(self) -> str:
        return self.indicator.unit.text(self.published.value)

    @property
    def computed_text(self) -> str:
        return self.indicator.unit.text(self.computed)

    @property
    def agrees(self) -> bool:
        """Whether both are the same figure as people write it (41.5 % published, 41.525 % computed)."""
        return self.published_text == self.computed_text

    @property
    def difference_text(self) -> str:
        """By how much the records say more (+) or less (−) than was published."""
        if self.computed is None:
            return self.indicator.unit.text(None)
        difference = self.computed - self.published.value
        sign = "+" if difference > 0 else "−"
        return f"{sign}{self.indicator.unit.text(abs(difference))}"


def compare(user, region) -> list[Comparison]:
    """Every figure published about ``region`` that ``user`` may see, oldest first."""
    known = [
        (figure, indicator)
        for figure in PublishedFigure.objects.visible_to(user).about(region)
        if (indicator := find(figure.indicator)) is not None
    ]
    computed = totals([(indicator, figure.as_of) for figure, indicator in known], user=user, region=region)
    return [
        Comparison(
            published=figure,
            indicator=indicator,
            computed=computed[(indicator, figure.as_of)],
            rows_url=indicator.rows_url(region, figure.as_of),
        )
        for figure, indicator in known
    ]
