"""Which lecturers of courses are asked for."""

from personnel.models import (
    CourseLecturer,
)
from regions.filters import RegionFilterSet


class CourseLecturerFilterSet(RegionFilterSet):
    """Filters of lecturers, by the region that holds their course."""

    class Meta:
        model = CourseLecturer
        fields = ["region", "source"]
