"""The answers about courses, enrolments and lecturers."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import (
    CourseLecturer,
    Enrolment,
    TrainingCourse,
)
from stations.api.serializers.fields import CodeField


class CodeList(serializers.ListField):
    """Several codes."""

    child = serializers.CharField()


class TrainingCourseSerializer(ReadOnlyModelSerializer):
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


class EnrolmentSerializer(ReadOnlyModelSerializer):
    """A person in a course."""

    course = CodeField()
    worker = CodeField()

    class Meta:
        model = Enrolment
        fields = ["course", "worker", "enrolled_on", "attended_hours", "result"]


class CourseLecturerSerializer(ReadOnlyModelSerializer):
    """Somebody who teaches in a course."""

    course = CodeField()

    class Meta:
        model = CourseLecturer
        fields = ["course", "name", "source", "organisation"]
