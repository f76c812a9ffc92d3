"""Forms about a station."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, label_choices, model_choice_field
from core.scope import paths_for
from regions.models import Region
from stations.forms.milestone import DayForm
from stations.models import ServiceModel, Stage, Station

PLANNED_STAGES = [stage for stage in Stage if stage != Stage.PLANNED]


def townships_open_to(user):
    """The townships in which ``user`` may plan stations."""
    counting = Region.objects.current().counting().order_by("path")
    return counting.in_paths(paths_for(user, "stations.add_station"))


class PlanForm(forms.Form):
    """A year's batch of stations: where, by which model, and until when each stage is to be reached."""

    townships = forms.ModelMultipleChoiceField(
        label=_("Townships"),
        queryset=Region.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one township.")},
    )
    service_model = forms.ModelChoiceField(
        label=_("Service model"), queryset=ServiceModel.objects.current(), to_field_name="code"
    )
    on = DayField(label=_("In the plan from"))

    def __init__(self, *args, user, today, only_lacking, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        self.fields["service_model"].initial = ServiceModel.objects.current().first()
        townships = townships_open_to(user)
        if only_lacking:
            served = Station.objects.exclude(status=Station.Status.CLOSED)
            townships = townships.exclude(pk__in=served.values("township"))
        model_choice_field(self, "townships").queryset = townships.select_related("parent")
        label_choices(self, "townships", lambda township: township.name)
        for stage in PLANNED_STAGES:
            self.fields[self._name(stage)] = DayField(label=stage.label, required=False)

    @staticmethod
    def _name(stage) -> str:
        return f"planned_{stage.value}"

    @property
    def planned(self) -> dict[Stage, object]:
        """The planned days that were entered, by stage."""
        days = {stage: self.cleaned_data.get(self._name(stage)) for stage in PLANNED_STAGES}
        return {stage: day for stage, day in days.items() if day}

    def clean(self):
        super().clean()
        on = self.cleaned_data.get("on")
        for stage, day in self.planned.items():
            if on and day < on:
                self.add_error(
                    self._name(stage),
                    _("This day lies before the station is in the plan; choose a later one."),
                )


class StationForm(VersionedModelForm):
    """What a station is and where it lies."""

    class Meta:
        model = Station
        fields = [
            "name",
            "service_model",
            "venue_type",
            "run_by",
            "area_m2",
            "address",
            "phone",
            "opening_hours",
            "longitude",
            "latitude",
        ]


class ReasonForm(DayForm):
    """The day of a verb and its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
