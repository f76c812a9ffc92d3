"""Courses, enrolments and lecturers as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from personnel.actions.training_course import refuse_beyond_capacity
from personnel.models import (
    CourseLecturer,
    Enrolment,
    TrainingCourse,
)


@register
class TrainingCourseResource(Resource):
    """Courses, kept by the region that holds them."""

    name = "courses"
    model = TrainingCourse
    declared = [
        Column("code", example="TC-00001"),
        Column("name", example="乡镇社工站实务培训"),
        Column("topics", example="乡村振兴、农村社会工作"),
        Column("abilities", example="融入乡镇能力"),
        Column("kind"),
        Column("hours", example="12"),
        Column("starts_on", example="2022-05-10"),
        Column("ends_on", example="2022-05-11"),
        Column("region", example="131102 桃城区"),
        Column("organiser", example="衡水市民政局"),
        Column("capacity", example="40"),
    ]


@register
class EnrolmentResource(Resource):
    """Enrolments: one row for a person in a course."""

    name = "enrolments"
    model = Enrolment
    key = ("course", "worker")
    related = ("worker__home_region", "course__region")
    declared = [
        Column("course", example="TC-00001"),
        Column("worker", example="SW-00001", related=("home_region",)),
        Column("enrolled_on", example="2022-05-01"),
        Column("attended_hours", example="12"),
        Column("result"),
    ]

    def after_write(self, records, by):
        """A file that fills a course beyond its places is refused as a whole."""
        for course in {record.course for record in records}:
            refuse_beyond_capacity(course)


class CourseLecturerResource(Resource):
    """Lecturers, whom other systems enter: one row for a name in a course."""

    name = "lecturers"
    model = CourseLecturer
    key = ("course", "name")
    related = ("course__region",)
    declared = [
        Column("course", related=("region",)),
        Column("name"),
        Column("source"),
        Column("organisation"),
    ]
