"""The endpoints of courses, enrolments and lecturers."""

from exchange.api.verbs import DayBodySerializer, verb
from exchange.api.views import ListCreateViewSet, ModelViewSet
from personnel import actions
from personnel.api.serializers.training_course import (
    CourseLecturerSerializer,
    EnrolmentSerializer,
    TrainingCourseSerializer,
)
from personnel.api.verbs.training_course import (
    AttendanceBodySerializer,
    CancelBodySerializer,
    EnrolBodySerializer,
    enrol,
    record_attendance,
)
from personnel.filters.course_lecturer import CourseLecturerFilterSet
from personnel.filters.training_course import EnrolmentFilterSet, TrainingCourseFilterSet
from personnel.models import (
    CourseLecturer,
    Enrolment,
    TrainingCourse,
)
from personnel.resources.training_course import (
    CourseLecturerResource,
    EnrolmentResource,
    TrainingCourseResource,
)


class TrainingCourseViewSet(ModelViewSet):
    """Courses held in scope or offered from above."""

    model = TrainingCourse
    queryset = TrainingCourse.objects.none()
    serializer_class = TrainingCourseSerializer
    filterset_class = TrainingCourseFilterSet
    resource = TrainingCourseResource()
    start = verb("start", actions.start_course)
    # Whoever sees a course may enrol their own people in it; these are asked for the right.
    enrol = verb("enrol", enrol, EnrolBodySerializer, permission="view")
    attendance = verb("attendance", record_attendance, AttendanceBodySerializer)
    close = verb("close", actions.close_course, DayBodySerializer)
    cancel = verb("cancel", actions.cancel_course, CancelBodySerializer)


class EnrolmentViewSet(ListCreateViewSet):
    """Enrolments of people in scope, and in courses held in scope."""

    model = Enrolment
    queryset = Enrolment.objects.none()
    serializer_class = EnrolmentSerializer
    filterset_class = EnrolmentFilterSet
    resource = EnrolmentResource()


class CourseLecturerViewSet(ListCreateViewSet):
    """Lecturers of the courses held in scope."""

    model = CourseLecturer
    queryset = CourseLecturer.objects.none()
    serializer_class = CourseLecturerSerializer
    filterset_class = CourseLecturerFilterSet
    resource = CourseLecturerResource()
