"""Courses, credits, supervision and founders over the API, for reading."""

from rest_framework import serializers

from core.api import CleanModelSerializer, ScopedViewSet
from personnel.api.views import PartViewSet
from personnel.models import (
    AgencyFounder,
    EducationCredit,
    Enrolment,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from personnel.training_filters import (
    EducationCreditFilter,
    EnrolmentFilter,
    SupervisionRecordFilter,
    SupervisorFilter,
    TrainingCourseFilter,
)
from regions.filters import RegionFilterSet
from stations.api.serializers import CodeField


class CodeList(serializers.ListField):
    """Several codes."""

    child = serializers.CharField()


class TrainingCourseSerializer(CleanModelSerializer):
    """A course with the number of people enrolled in it."""

    region = CodeField()
    topics = CodeList(source="topic_codes", read_only=True)
    abilities = CodeList(source="ability_codes", read_only=True)
    enrolled = serializers.IntegerField(read_only=True)

    class Meta:
        model = TrainingCourse
        fields = [
            "code",
            "name",
            "topics",
            "abilities",
            "kind",
            "hours",
            "starts_on",
            "ends_on",
            "region",
            "organiser",
            "capacity",
            "enrolled",
            "status",
            "cancel_reason",
        ]


class EnrolmentSerializer(CleanModelSerializer):
    """A person in a course."""

    course = CodeField()
    worker = CodeField()

    class Meta:
        model = Enrolment
        fields = ["course", "worker", "enrolled_on", "attended_hours", "result"]


class EducationCreditSerializer(CleanModelSerializer):
    """Hours of education; they count when approved."""

    worker = CodeField()

    class Meta:
        model = EducationCredit
        fields = ["code", "worker", "earned_on", "hours", "source", "proof", "status", "decided_on"]


class SupervisorSerializer(CleanModelSerializer):
    """A supervisor."""

    home_region = CodeField()

    class Meta:
        model = Supervisor
        fields = ["code", "name", "source", "organisation", "home_region", "ended_on"]


class SupervisionRecordSerializer(CleanModelSerializer):
    """A session of supervision with the number of people named in it."""

    supervisor = CodeField()
    station = CodeField()
    region = CodeField()
    people = serializers.SerializerMethodField()

    class Meta:
        model = SupervisionRecord
        fields = [
            "code",
            "supervisor",
            "station",
            "region",
            "held_on",
            "hours",
            "form",
            "content",
            "follow_up",
            "people",
        ]

    def get_people(self, record) -> int:
        """How many people took part by name."""
        return len(record.supervised.all())


class AgencyFounderSerializer(CleanModelSerializer):
    """A founder of an agency."""

    agency = CodeField()

    class Meta:
        model = AgencyFounder
        fields = ["agency", "name", "claimed_certificate"]


class AgencyFounderFilter(RegionFilterSet):
    """Filters of founders, by the home region of their agency."""

    class Meta:
        model = AgencyFounder
        fields = ["region"]


class TrainingCourseViewSet(ScopedViewSet):
    """Courses held in scope or offered from above."""

    model = TrainingCourse
    queryset = TrainingCourse.objects.none()
    serializer_class = TrainingCourseSerializer
    filterset_class = TrainingCourseFilter


class EnrolmentViewSet(PartViewSet):
    """Enrolments of people in scope, and in courses held in scope."""

    model = Enrolment
    queryset = Enrolment.objects.none()
    serializer_class = EnrolmentSerializer
    filterset_class = EnrolmentFilter


class EducationCreditViewSet(ScopedViewSet):
    """Education credits of the people at home in scope."""

    model = EducationCredit
    queryset = EducationCredit.objects.none()
    serializer_class = EducationCreditSerializer
    filterset_class = EducationCreditFilter

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.at_home(self.request.user) if self.request else rows


class SupervisorViewSet(ScopedViewSet):
    """Supervisors in scope or offered from above."""

    model = Supervisor
    queryset = Supervisor.objects.none()
    serializer_class = SupervisorSerializer
    filterset_class = SupervisorFilter


class SupervisionRecordViewSet(ScopedViewSet):
    """Sessions of supervision in scope."""

    model = SupervisionRecord
    queryset = SupervisionRecord.objects.none()
    serializer_class = SupervisionRecordSerializer
    filterset_class = SupervisionRecordFilter


class AgencyFounderViewSet(PartViewSet):
    """Founders of the agencies at home in scope."""

    model = AgencyFounder
    queryset = AgencyFounder.objects.none()
    serializer_class = AgencyFounderSerializer
    filterset_class = AgencyFounderFilter
