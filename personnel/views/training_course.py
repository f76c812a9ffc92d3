"""Pages of courses: planned, enrolled for, attended and closed."""

from typing import TYPE_CHECKING, TypeAlias

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.requests import PageRequest
from core.verbs import ActionView, EditView, EnterView, VerbMixin, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from personnel import actions
from personnel.filters.training_course import TrainingCourseFilterSet
from personnel.forms.training_course import (
    AttendanceForm,
    CancelForm,
    CloseForm,
    ConfirmForm,
    EnrolForm,
    Lecturers,
    TrainingCourseForm,
)
from personnel.models import Enrolment, TrainingCourse
from personnel.tables.training_course import COURSE_TONES, TrainingCourseTable


class CourseListView(EditableListView):
    """The courses held in scope, and those that regions above offer."""

    model = TrainingCourse
    table_class = TrainingCourseTable
    filterset_class = TrainingCourseFilterSet
    title = _("Training courses")
    lead = _("Courses for social workers, held here or offered from above")
    export_name = "training-courses"
    resource_name = "courses"
    enter_route = "personnel:course-create"
    enter_label = _("Plan a course")


class CourseDetailView(HistoryDetailView):
    """One course with its lecturers and the people in it that the reader may see."""

    model = TrainingCourse
    template_name = "personnel/training_course/detail.html"
    context_object_name = "course"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        user, course = self.request.user, self.object
        enrolments = Enrolment.objects.visible_to(user).filter(course=course)
        return super().get_context_data(
            lecturers=course.lecturers.all(),
            enrolments=list(enrolments.for_listing().prefetch_related("credits")),
            tone=COURSE_TONES[course.status],
            can_change=not course.is_over and user.has_perm("personnel.change_trainingcourse", course),
            can_enrol=not course.is_over and user.has_perm("personnel.add_enrolment"),
            **kwargs,
        )


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    FormPage: TypeAlias = ActionView
else:
    FormPage = object


class CourseFormMixin(FormPage):
    """The course and its lecturers in one form."""

    form_class = TrainingCourseForm
    template_name = "personnel/training_course/form.html"

    @property
    def course(self) -> TrainingCourse:
        """What is planned or edited."""
        raise NotImplementedError

    @cached_property
    def lecturers(self):
        return Lecturers(self.request.POST or None, instance=self.course, prefix="lecturers")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.course}

    def form_valid(self, form):
        return super().form_valid(form) if self.lecturers.is_valid() else self.form_invalid(form)

    def save(self, form) -> TrainingCourse:
        """The course, saved with its lecturers."""
        with transaction.atomic():
            self.lecturers.instance = form.save()
            self.lecturers.save()
        return form.instance

    def get_context_data(self, **kwargs):
        return super().get_context_data(lecturers=self.lecturers, **kwargs)


class CourseCreateView(CourseFormMixin, EnterView):
    """Plan a course."""

    model = TrainingCourse
    title = _("Plan a course")
    list_title = _("Training courses")
    list_route = "personnel:course-list"
    success_message = _("Saved.")

    @cached_property
    def course(self) -> TrainingCourse:
        return TrainingCourse()

    def run(self, form):
        return self.save(form)


class CourseVerbView(VerbView):
    """A verb on a course."""

    model = TrainingCourse

    def get_queryset(self):
        return super().get_queryset().select_related("region")


class CourseEditView(CourseFormMixin, EditView, CourseVerbView):
    """What a course is, and who teaches in it."""

    title = _("Edit the course")
    form_takes_user = True

    @property
    def course(self) -> TrainingCourse:
        return self.edited

    def run(self, form):
        self.save(form)


class StartCourseView(CourseVerbView):
    """The course has begun."""

    form_class = ConfirmForm
    title = _("The course has begun")

    def run(self, form):
        actions.start_course(self.object, by=self.request.user)


class CloseCourseView(CourseVerbView):
    """Close a course: whoever attended gets a credit that somebody else approves."""

    form_class = CloseForm
    title = _("Close the course")
    lead = _(
        "Whoever attended gets a credit of those hours. The credits count once another officer has "
        "approved them; the roster can no longer change."
    )

    def run(self, form):
        credits = actions.close_course(self.object, on=form.cleaned_data["on"], by=self.request.user)
        message = ngettext(
            "Closed. %(count)d credit waits for approval.",
            "Closed. %(count)d credits wait for approval.",
            len(credits),
        )
        return message % {"count": len(credits)}


class CancelCourseView(CourseVerbView):
    """Say that a course does not take place."""

    form_class = CancelForm
    title = _("Cancel the course")
    is_harmful = True

    def run(self, form):
        actions.cancel_course(self.object, reason=form.cleaned_data["reason"], by=self.request.user)


class EnrolView(VerbView):
    """Enrol one's own people, many at once; ``?q=`` finds them."""

    model = TrainingCourse
    verb = "view"
    form_class = EnrolForm
    form_takes_user = True
    template_name = "personnel/training_course/enrol.html"
    context_object_name = "course"

    def get_permission_required(self):
        return ["personnel.view_trainingcourse", "personnel.add_enrolment"]

    @property
    def q(self) -> str:
        """Whom to find."""
        return self.request.GET.get("q", "").strip()

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"course": self.object, "q": self.q}

    def run(self, form):
        workers, on = list(form.cleaned_data["workers"]), form.cleaned_data["on"]
        enrolments = actions.enrol(self.object, workers, on=on, by=self.request.user)
        message = ngettext("%(count)d person is enrolled.", "%(count)d people are enrolled.", len(enrolments))
        return message % {"count": len(enrolments)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(q=self.q, **kwargs)


class AttendanceView(VerbMixin, TemplateView):
    """The roster of a course: hours and results of everybody in one form."""

    request: PageRequest
    model = TrainingCourse
    template_name = "personnel/training_course/attendance.html"
    context_object_name = "course"

    @cached_property
    def forms(self) -> list[AttendanceForm]:
        enrolments = self.object.enrolments.for_listing().order_by("worker__code")
        return [AttendanceForm(self.request.POST or None, enrolment=one) for one in enrolments]

    def post(self, request, *args, **kwargs):
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419 -- every form shows its errors
            return self.render_to_response(self.get_context_data())
        outcomes = {form.enrolment: form.outcome for form in self.forms}
        try:
            changed = actions.record_attendance(self.object, outcomes, by=request.user)
        except ValidationError as refusal:
            return self.render_to_response(self.get_context_data(refusal=self._shown(refusal)))
        message = ngettext("%(count)d result was saved.", "%(count)d results were saved.", len(changed))
        messages.success(request, message % {"count": len(changed)})
        return HttpResponseRedirect(self.object.get_absolute_url())

    def _shown(self, refusal) -> list[str]:
        """Put the sentences beside the people they speak of; returns the others."""
        if not hasattr(refusal, "error_dict"):
            return refusal.messages
        by_code = {form.prefix: form for form in self.forms}
        for code, errors in refusal.message_dict.items():
            by_code[code].add_error(None, errors)
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(forms=self.forms, **kwargs)
