"""What filters name as text is there: a misspelt name would only be found by whoever filters by it."""

import django_filters
import pytest
from django.urls import get_resolver

from core.filters import DayFilter


def filter_sets(base=django_filters.FilterSet):
    """Every filter set of a noun; whatever has an address is loaded by then."""
    assert get_resolver().url_patterns
    for one in base.__subclasses__():
        yield one
        yield from filter_sets(one)


BY_DAY = {
    f"{one.__module__}.{one.__name__}.{name}": (one._meta.model, found.on_day)
    for one in filter_sets()
    if one._meta.model
    for name, found in one.base_filters.items()
    if isinstance(found, DayFilter) and found.on_day
}


@pytest.mark.parametrize("name", sorted(BY_DAY))
def test_a_filter_by_day_asks_a_method_of_the_noun_s_queryset(name):
    model, method = BY_DAY[name]
    assert callable(getattr(model.objects.all(), method))
