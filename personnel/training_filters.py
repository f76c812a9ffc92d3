"""Filters of courses, enrolments, credits and supervision, for pages and endpoints alike."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter
from personnel.models import (
    EducationCredit,
    Enrolment,
    SocialWorker,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from regions.filters import RegionFilterSet
from stations.models import Station


class TrainingCourseFilter(RegionFilterSet):
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


class EnrolmentFilter(RegionFilterSet):
    """Filters of enrolments, by the home region of the person."""

    course = django_filters.CharFilter(field_name="course__code", label=_("Training course"))
    worker = ScopedChoiceFilter(queryset=SocialWorker.objects.all(), label=_("Social worker"))

    class Meta:
        model = Enrolment
        fields = ["region", "course", "worker", "result"]


class EducationCreditFilter(RegionFilterSet):
    """Filters of education credits, by the home region of the person."""

    worker = django_filters.CharFilter(field_name="worker__code", label=_("Code of the person"))
    earned_from = DayFilter(field_name="earned_on", lookup_expr="gte", label=_("Earned from"))
    earned_to = DayFilter(field_name="earned_on", lookup_expr="lte", label=_("Earned until"))

    class Meta:
        model = EducationCredit
        fields = ["region", "worker", "status", "source", "earned_from", "earned_to"]


class SupervisorFilter(RegionFilterSet):
    """Filters of supervisors, by their home region."""

    q = SearchFilter(label=_("Name, pinyin or code"))

    class Meta:
        model = Supervisor
        fields = ["q", "region", "source"]


class SupervisionRecordFilter(RegionFilterSet):
    """Filters of supervision, by the region where it took place."""

    supervisor = django_filters.CharFilter(field_name="supervisor__code", label=_("Code of the supervisor"))
    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    held_from = DayFilter(field_name="held_on", lookup_expr="gte", label=_("Held from"))
    held_to = DayFilter(field_name="held_on", lookup_expr="lte", label=_("Held until"))

    class Meta:
        model = SupervisionRecord
        fields = ["region", "supervisor", "station", "form", "held_from", "held_to"]
