"""Which ratings of agencies are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter
from regions.filters import RegionFilterSet
from stations.models import AgencyRating


class AgencyRatingFilterSet(RegionFilterSet):
    """Filters of ratings, by the agency's home region."""

    agency = django_filters.CharFilter(field_name="agency__code", label=_("Agency"))
    valid_on = DayFilter(on_day="on", label=_("Valid on"))

    class Meta:
        model = AgencyRating
        fields = ["region", "agency", "grade", "valid_on"]
