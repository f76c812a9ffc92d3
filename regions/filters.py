"""Filtering anything by where it is."""

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.filters import ScopedChoiceFilter, ScopedFilterSet, SearchFilter, YesNoFilter
from core.scope import Anyone, paths_for
from core.texts import Text
from regions.models import Region


class RegionFilter(ScopedChoiceFilter):
    """Rows of a region and everything below it, by the region's code.

    The list offers what lies right below the user's own regions; a code further down that is in
    scope is understood too, because figures link to the rows behind them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Region"))
        kwargs.setdefault("queryset", Region.objects.all())
        super().__init__(*args, **kwargs)

    def filter(self, queryset: Any, value: Region | None) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.under(value) if value else queryset
        return rows


def offered_regions(user: Anyone, chosen_code: str = "") -> list[Region]:
    """The regions a choice list offers to ``user``: their own, those right below, the chosen one."""
    paths = paths_for(user, "regions.view_region")
    offered = _with_those_below(Q(path__in=paths))
    if paths and not offered:
        offered = _with_those_below(Q(parent__isnull=True))
    if chosen_code and all(region.code != chosen_code for region in offered):
        offered += list(Region.objects.visible_to(user).filter(code=chosen_code))
    return offered


def _with_those_below(condition: Q) -> list[Region]:
    """The divisions that fulfil the condition, and after them those right below; one query."""
    own = Region.objects.current().filter(condition)
    below = Q(parent__in=own.values("pk")) & ~Q(level="community")
    rows = Region.objects.current().filter(Q(pk__in=own.values("pk")) | below)
    keys = {region.pk for region in rows}
    return sorted(rows, key=lambda region: region.parent_id in keys)


class RegionFilterSet(ScopedFilterSet):
    """A filter set with ``region``."""

    region = RegionFilter()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            self.form.fields["region"].widget.choices = CallableChoiceIterator(lambda: self._region_choices)

    @cached_property
    def _region_choices(self) -> list[tuple[str, Text]]:
        """Read once, and only when the form is drawn, so that an endpoint does not pay for it."""
        chosen = self.data.get("region", "") if self.data else ""
        regions = offered_regions(cast("HttpRequest", self.request).user, chosen)
        return [("", _("all")), *((region.code, region.name) for region in regions)]


class RegionListFilterSet(RegionFilterSet):
    """Filters of the list of divisions."""

    q = SearchFilter(label=_("Name, pinyin or code"))
    counts_for_coverage = YesNoFilter(label=_("Counts for coverage"))

    class Meta:
        model = Region
        fields = ["q", "region", "level", "counts_for_coverage"]
