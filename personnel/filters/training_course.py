"""Which courses, enrolments and lecturers are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter
from personnel.models import (
    Enrolment,
    SocialWorker,
    TrainingCourse,
)
from regions.filters import RegionFilterSet


class TrainingCourseFilterSet(RegionFilterSet):
    """Filters of courses, by the region that holds them."""

    q = SearchFilter(label=_("Name, pinyin or code"))
    topic = django_filters.ChoiceFilter(
        method="by_topic", choices=TrainingCourse.Topic.choices, label=_("Topic")
    )
    ability = django_filters.ChoiceFilter(
        method="by_ability", choices=TrainingCourse.Ability.choices, label=_("Ability fostered")
    )
    held_in_year = DayFilter(on_day="held_in_year", label=_("Held in the year, up to the day"))

    class Meta:
        model = TrainingCourse
        fields = ["q", "region", "status", "topic", "ability", "kind", "held_in_year"]

    def by_topic(self, queryset, name, value):
        return queryset.about(value)

    def by_ability(self, queryset, name, value):
        return queryset.fostering(value)


class EnrolmentFilterSet(RegionFilterSet):
    """Filters of enrolments, by the home region of the person."""

    course = django_filters.CharFilter(field_name="course__code", label=_("Training course"))
    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))

    class Meta:
        model = Enrolment
        fields = ["region", "course", "worker", "result"]
