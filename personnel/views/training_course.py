"""Pages of courses: planned, enrolled for, attended and closed."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from core.verbs import VerbView, add_refusal
from core.views import ScopedMixin
from exchange.views.details import ToldDetailView
from exchange.views.lists import EditableListView
from personnel import actions
from personnel.filters.training_course import TrainingCourseFilter
from personnel.forms.training_course import (
    AttendanceForm,
    CancelForm,
    CloseForm,
    EnrolForm,
    Lecturers,
    NothingToAskForm,
    TrainingCourseForm,
)
from personnel.models import Enrolment, TrainingCourse
from personnel.tables.training_course import COURSE_TONES, TrainingCourseTable


class CourseListView(EditableListView):
    """The courses held in scope, and those that regions above offer."""

    model = TrainingCourse
    table_class = TrainingCourseTable
    filterset_class = TrainingCourseFilter
    template_name = "personnel/course_list.html"
    title = _("Training courses")
    lead = _("Courses for social workers, held here or offered from above")
    export_name = "training-courses"
    resource_name = "courses"

    def get_context_data(self, **kwargs):
        may_add = self.request.user.has_perm("personnel.add_trainingcourse")
        return super().get_context_data(may_add=may_add, **kwargs)


class CourseDetailView(ToldDetailView):
    """One course with its lecturers and the people in it that the reader may see."""

    model = TrainingCourse
    template_name = "personnel/course_detail.html"
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
            may_change=not course.is_over and user.has_perm("personnel.change_trainingcourse", course),
            may_enrol=not course.is_over and user.has_perm("personnel.add_enrolment"),
            **kwargs,
        )


class CourseFormMixin:
    """The course and its lecturers in one form."""

    form_class = TrainingCourseForm
    template_name = "personnel/course_form.html"

    @cached_property
    def lecturers(self):
        return Lecturers(self.request.POST or None, instance=self.course, prefix="lecturers")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.course, "user": self.request.user}

    def form_valid(self, form):
        if not self.lecturers.is_valid():
            return self.form_invalid(form)
        with transaction.atomic():
            self.lecturers.instance = form.save()
            self.lecturers.save()
        messages.success(self.request, _("Saved."))
        return redirect(form.instance)

    def get_context_data(self, **kwargs):
        return super().get_context_data(lecturers=self.lecturers, **kwargs)


class CourseCreateView(PermissionRequiredMixin, CourseFormMixin, FormView):
    """Plan a course."""

    permission_required = "personnel.add_trainingcourse"

    @cached_property
    def course(self) -> TrainingCourse:
        return TrainingCourse()

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Plan a course"), **kwargs)


class CourseVerbView(VerbView):
    """A verb on a course."""

    model = TrainingCourse

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def get_initial(self):
        return {"on": timezone.localdate()}


class CourseEditView(CourseFormMixin, CourseVerbView):
    """What a course is, and who teaches in it."""

    title = _("Edit the course")
    button = _("Save")

    @cached_property
    def course(self) -> TrainingCourse:
        return self.get_object()

    def get_initial(self):
        return {}


class StartCourseView(CourseVerbView):
    """The course has begun."""

    form_class = NothingToAskForm
    title = _("The course has begun")

    def run(self, form):
        actions.start_course(self.object, by=self.request.user)


class CloseCourseView(CourseVerbView):
    """Close a course: whoever attended gets a credit that somebody else approves."""

    form_class = CloseForm
    template_name = "personnel/course_close.html"
    title = _("Close the course")

    def run(self, form):
        credits = actions.close_course(self.object, on=form.cleaned_data["on"], by=self.request.user)
        told = ngettext(
            "Closed. %(count)d credit waits for approval.",
            "Closed. %(count)d credits wait for approval.",
            len(credits),
        )
        return told % {"count": len(credits)}


class CancelCourseView(CourseVerbView):
    """Say that a course does not take place."""

    form_class = CancelForm
    title = _("Cancel the course")
    is_harmful = True

    def run(self, form):
        actions.cancel_course(self.object, reason=form.cleaned_data["reason"], by=self.request.user)


class EnrolView(ScopedMixin, SingleObjectMixin, FormView):
    """Enrol one's own people, many at once; ``?q=`` finds them."""

    model = TrainingCourse
    slug_field = slug_url_kwarg = "code"
    form_class = EnrolForm
    template_name = "personnel/course_enrol.html"

    def get_permission_required(self):
        return ["personnel.view_trainingcourse", "personnel.add_enrolment"]

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        self.q = request.GET.get("q", "").strip()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> TrainingCourse:
        return self.get_object()

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "course": self.object,
            "q": self.q,
        }

    def form_valid(self, form):
        try:
            enrolments = actions.enrol(
                self.object,
                list(form.cleaned_data["workers"]),
                on=form.cleaned_data["on"],
                by=self.request.user,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        told = ngettext("%(count)d person is enrolled.", "%(count)d people are enrolled.", len(enrolments))
        messages.success(self.request, told % {"count": len(enrolments)})
        return redirect(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(course=self.object, q=self.q, **kwargs)


class AttendanceView(ScopedMixin, SingleObjectMixin, TemplateView):
    """The roster of a course: hours and results of everybody in one form."""

    model = TrainingCourse
    slug_field = slug_url_kwarg = "code"
    template_name = "personnel/course_attendance.html"

    @cached_property
    def object(self) -> TrainingCourse:
        return self.get_object()

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.has_permission() and not request.user.has_perm(
            "personnel.change_trainingcourse", self.object
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

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
        told = ngettext("%(count)d result was saved.", "%(count)d results were saved.", len(changed))
        messages.success(request, told % {"count": len(changed)})
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
        return super().get_context_data(course=self.object, forms=self.forms, **kwargs)
