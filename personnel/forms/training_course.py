"""Forms about courses, enrolments and lecturers."""

from typing import cast

from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, WholeModelForm, model_choice_field
from core.scope import paths_for, permission_of, under_paths
from personnel.models import (
    CourseLecturer,
    Enrolment,
    SocialWorker,
    TrainingCourse,
)
from personnel.models.training_course import HALF_HOUR
from regions.models import Region

OFFERED_AT_ONCE = 60


def regions_open_to(user, permission: str):
    """The regions, without villages, in which ``user`` holds ``permission``."""
    current = Region.objects.current().exclude(level=Region.Level.COMMUNITY)
    return current.filter(under_paths("path", paths_for(user, permission))).order_by("path")


def people_at_home(user, permission: str):
    """People on the register in whose home region ``user`` holds ``permission``."""
    people = SocialWorker.objects.filter(register_ended_on__isnull=True)
    return people.filter(under_paths("home_region__path", paths_for(user, permission)))


class TrainingCourseForm(VersionedModelForm):
    """What a course is, when and where it is held."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day of the course"))

    class Meta:
        model = TrainingCourse
        fields = [
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
        ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        verb = "change" if self.instance.pk else "add"
        model_choice_field(self, "region").queryset = regions_open_to(
            user, permission_of(TrainingCourse, verb)
        )


class LecturerFormSet(BaseInlineFormSet):
    """The lecturers of a course; empty lines are left out."""


Lecturers = inlineformset_factory(
    TrainingCourse,
    CourseLecturer,
    form=WholeModelForm,
    formset=LecturerFormSet,
    fields=["name", "source", "organisation"],
    extra=3,
    can_delete=True,
)


class EnrolForm(forms.Form):
    """Who takes part, found by ``q``; the day they enrolled."""

    workers = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=SocialWorker.objects.none(),
        to_field_name="code",
        error_messages={"required": _("Choose at least one person.")},
    )
    on = DayField(label=_("Enrolled on"))

    def __init__(self, *args, user, course, q="", **kwargs):
        super().__init__(*args, **kwargs)
        people = people_at_home(user, "personnel.add_enrolment")
        people = people.exclude(pk__in=Enrolment.objects.filter(course=course).values("worker"))
        model_choice_field(self, "workers").queryset = people
        self.found = people.search(q) if q else people

    @property
    def offered(self):
        """The first of those found, with their home."""
        return self.found.select_related("home_region").order_by("home_region__path", "code")[
            :OFFERED_AT_ONCE
        ]

    @property
    def chosen(self) -> set[str]:
        """The codes that were chosen, to be shown again."""
        return set(cast(QueryDict, self.data).getlist("workers")) if self.is_bound else set()


class AttendanceForm(forms.Form):
    """The hours attended and the result of one participant."""

    hours = forms.DecimalField(
        label=_("Hours attended"),
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=1,
        step_size=HALF_HOUR,
    )
    result = forms.ChoiceField(
        label=_("Result"), required=False, choices=[("", "—"), *Enrolment.Result.choices]
    )

    def __init__(self, *args, enrolment, **kwargs):
        initial = {"hours": enrolment.attended_hours, "result": enrolment.result}
        own = enrolment.worker.code
        super().__init__(*args, prefix=own, initial=initial, **kwargs)  # type: ignore[misc]
        self.enrolment = enrolment

    def clean(self):
        """Whoever was absent has 0 hours without anybody typing them."""
        super().clean()
        if self.cleaned_data.get("result") == Enrolment.Result.ABSENT and not self.cleaned_data.get("hours"):
            self.cleaned_data["hours"] = 0

    @property
    def outcome(self):
        return self.cleaned_data.get("hours"), self.cleaned_data["result"]


class CancelForm(forms.Form):
    """Why a course does not take place."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class ConfirmForm(forms.Form):
    """A verb that only asks whether it is meant."""


class CloseForm(forms.Form):
    """The day a course is closed."""

    on = DayField(label=_("Day"))
