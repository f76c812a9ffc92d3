"""Which postings are asked for."""

from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, YesNoFilter
from personnel.models import Posting, SocialWorker
from regions.filters import RegionFilterSet
from stations.models import Station


class PostingFilterSet(RegionFilterSet):
    """Filters of postings, by the township of the station."""

    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))
    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    on = DayFilter(on_day="on", label=_("On the day"))
    open = YesNoFilter(field_name="ended_on", lookup_expr="isnull", label=_("Still going on"))

    class Meta:
        model = Posting
        fields = ["region", "worker", "station", "on", "open", "employment_type", "role"]
