"""Courses, credits, supervision and founders over the API."""

from rest_framework import serializers

from core.api import CleanModelSerializer
from exchange.api.verbs import DayBody, ReasonBody, verb
from exchange.api.views import EnteredPartViewSet, OpenedViewSet, RecordViewSet
from personnel import training_actions
from personnel.api import verbs
from personnel.models import (
    AgencyFounder,
    CourseLecturer,
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
from personnel.training_resources import (
    AgencyFounderResource,
    CourseLecturerResource,
    EnrolmentResource,
    SupervisionRecordResource,
    SupervisorResource,
    TrainingCourseResource,
)
from regions.filters import RegionFilterSet
from stations.api.serializers.fields import CodeField


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


class TrainingCourseViewSet(RecordViewSet):
    """Courses held in scope or offered from above."""

    model = TrainingCourse
    queryset = TrainingCourse.objects.none()
    serializer_class = TrainingCourseSerializer
    filterset_class = TrainingCourseFilter
    resource = TrainingCourseResource()
    start = verb("start", training_actions.start_course)
    # Whoever sees a course may enrol their own people in it; these are asked for the right.
    enrol = verb("enrol", verbs.enrol, verbs.EnrolBody, permission="view")
    attendance = verb("attendance", verbs.record_attendance, verbs.AttendanceBody)
    close = verb("close", training_actions.close_course, DayBody)
    cancel = verb("cancel", training_actions.cancel_course, verbs.CancelBody)


class EnrolmentViewSet(EnteredPartViewSet):
    """Enrolments of people in scope, and in courses held in scope."""

    model = Enrolment
    queryset = Enrolment.objects.none()
    serializer_class = EnrolmentSerializer
    filterset_class = EnrolmentFilter
    resource = EnrolmentResource()


class EducationCreditViewSet(OpenedViewSet):
    """Education credits of the people at home in scope."""

    model = EducationCredit
    queryset = EducationCredit.objects.none()
    serializer_class = EducationCreditSerializer
    filterset_class = EducationCreditFilter
    new_body = verbs.NewCreditBody
    begin = staticmethod(verbs.begin_credit)
    approve = verb("approve", training_actions.approve_credit, DayBody, permission="accept")
    refuse = verb("refuse", training_actions.refuse_credit, ReasonBody, permission="accept")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.at_home(self.request.user) if self.request else rows


class SupervisorViewSet(RecordViewSet):
    """Supervisors in scope or offered from above."""

    model = Supervisor
    queryset = Supervisor.objects.none()
    serializer_class = SupervisorSerializer
    filterset_class = SupervisorFilter
    resource = SupervisorResource()


class SupervisionRecordViewSet(RecordViewSet):
    """Sessions of supervision in scope."""

    model = SupervisionRecord
    queryset = SupervisionRecord.objects.none()
    serializer_class = SupervisionRecordSerializer
    filterset_class = SupervisionRecordFilter
    resource = SupervisionRecordResource()
    name_people = verb("name_people", verbs.name_people, verbs.PeopleBody)


class AgencyFounderViewSet(EnteredPartViewSet):
    """Founders of the agencies at home in scope."""

    model = AgencyFounder
    queryset = AgencyFounder.objects.none()
    serializer_class = AgencyFounderSerializer
    filterset_class = AgencyFounderFilter
    resource = AgencyFounderResource()


class CourseLecturerSerializer(CleanModelSerializer):
    """Somebody who teaches in a course."""

    course = CodeField()

    class Meta:
        model = CourseLecturer
        fields = ["course", "name", "source", "organisation"]


class CourseLecturerFilter(RegionFilterSet):
    """Filters of lecturers, by the region that holds their course."""

    class Meta:
        model = CourseLecturer
        fields = ["region", "source"]


class CourseLecturerViewSet(EnteredPartViewSet):
    """Lecturers of the courses held in scope."""

    model = CourseLecturer
    queryset = CourseLecturer.objects.none()
    serializer_class = CourseLecturerSerializer
    filterset_class = CourseLecturerFilter
    resource = CourseLecturerResource()
