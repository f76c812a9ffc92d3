"""Forms of courses, credits and supervision."""

from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from core.scope import paths_for, under_paths
from personnel.models import (
    CourseLecturer,
    EducationCredit,
    Enrolment,
    SocialWorker,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from personnel.models.training_course import HALF_HOUR
from regions.models import Region
from stations.models import Station

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
        self.fields["region"].queryset = regions_open_to(user, f"personnel.{verb}_trainingcourse")


class LecturerFormSet(BaseInlineFormSet):
    """The lecturers of a course; empty lines are left out."""


Lecturers = inlineformset_factory(
    TrainingCourse,
    CourseLecturer,
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
        self.fields["workers"].queryset = people
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
        return set(self.data.getlist("workers")) if self.is_bound else set()


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
        super().__init__(*args, prefix=enrolment.worker.code, initial=initial, **kwargs)
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


class NothingToAskForm(forms.Form):
    """A verb that only asks whether it is meant."""


class CloseForm(forms.Form):
    """The day a course is closed."""

    on = DayField(label=_("Day"))


class CreditForm(forms.Form):
    """Hours of education with their proof."""

    source = forms.ChoiceField(
        label=_("Source"),
        choices=EducationCredit.Source.choices,
        help_text=_("A degree in social work counts 90 hours, once; unfinished study the hours passed."),
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=HALF_HOUR, max_digits=5, decimal_places=1, step_size=HALF_HOUR
    )
    earned_on = DayField(label=_("Earned on"))
    proof = forms.CharField(
        label=_("Proof"),
        max_length=200,
        help_text=_("What shows it: certificate of attendance, diploma, transcript."),
    )


class RefuseForm(forms.Form):
    """The day and the reason of a refusal; without a reason the hours count."""

    on = DayField(label=_("Day"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ApproveManyForm(forms.Form):
    """What is approved together."""

    on = DayField(label=_("Day"))
    codes = forms.ModelMultipleChoiceField(
        queryset=EducationCredit.objects.none(),
        to_field_name="code",
        error_messages={"required": _("Choose at least one credit.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].queryset = EducationCredit.objects.permitted(user, "accept")


class SupervisorForm(VersionedModelForm):
    """Who supervises."""

    ended_on = DayField(label=_("Supervises no more since"), required=False)

    class Meta:
        model = Supervisor
        fields = ["name", "worker", "source", "organisation", "home_region", "ended_on"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        verb = "change" if self.instance.pk else "add"
        permission = f"personnel.{verb}_supervisor"
        self.fields["home_region"].queryset = regions_open_to(user, permission)
        self.fields["worker"].queryset = people_at_home(user, permission).order_by("code")


class SupervisionForm(VersionedModelForm):
    """A session: by whom, for which station or people, what was talked about and what follows."""

    held_on = DayField(label=_("Held on"))
    workers = forms.ModelMultipleChoiceField(
        label=_("People supervised"),
        queryset=SocialWorker.objects.none(),
        required=False,
        help_text=_("Several with Ctrl; may be left empty where a whole station was supervised."),
    )

    class Meta:
        model = SupervisionRecord
        fields = ["supervisor", "station", "region", "held_on", "hours", "form", "content", "follow_up"]

    field_order = ["supervisor", "station", "region", "workers"]

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        verb = "change" if self.instance.pk else "add"
        permission = f"personnel.{verb}_supervisionrecord"
        self.fields["supervisor"].queryset = Supervisor.objects.visible_to(user).active(today)
        stations = Station.objects.filter(under_paths("township__path", paths_for(user, permission)))
        self.fields["station"].queryset = stations.order_by("code")
        self.fields["region"].queryset = regions_open_to(user, permission)
        self.fields["region"].required = False
        self.fields["workers"].queryset = people_at_home(user, permission).order_by("code")
        if self.instance.pk:
            self.fields["workers"].initial = [one.worker_id for one in self.instance.supervised.all()]

    def clean(self):
        """Of a station the region is its township; without a station it has to be chosen."""
        super().clean()
        station = self.cleaned_data.get("station")
        if station:
            self.cleaned_data["region"] = station.township
        elif not self.cleaned_data.get("region"):
            self.add_error("region", _("Choose the station, or the region for which it was held."))
