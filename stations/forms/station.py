"""Forms about a station."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, VersionedModelForm, choice_field, label_choices, model_choice_field
from core.scope import paths_for
from regions.models import Region
from stations.forms.milestone import DayForm
from stations.models import ServiceModel, Stage, Station
from stations.rules import handover
from stations.rules.second_station import warnings

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
            served = Station.objects.filter(status=Station.Status.ACTIVE)
            townships = townships.exclude(pk__in=served.values("township"))
        self.offered = townships
        model_choice_field(self, "townships").queryset = townships.select_related("parent")
        label_choices(self, "townships", self._label)
        for stage in PLANNED_STAGES:
            self.fields[self._name(stage)] = DayField(label=stage.label, required=False)

    @cached_property
    def _warnings(self) -> dict[int, str]:
        """What a further station would do, for each township that has one; read once."""
        return warnings(self.offered.order_by(), self.fields["service_model"].initial)

    def _label(self, township) -> str:
        warning = self._warnings.get(township.pk)
        return f"{township.name} – {warning}" if warning else township.name

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


NAMES_SHOWN = 5


@dataclass(frozen=True)
class Hanging:
    """What of one kind is open at a station, as far as the reader sees it."""

    kind: handover.Kind
    records: Sequence[Model]

    @property
    def names(self) -> str:
        """The first of them."""
        shown = "、".join(str(record) for record in self.records[:NAMES_SHOWN])
        return f"{shown} …" if len(self.records) > NAMES_SHOWN else shown


class CloseForm(ReasonForm):
    """Closing a station: what hangs on it is moved to the successor, kind by kind, or ends."""

    successor = forms.ModelChoiceField(
        label=pgettext_lazy("station", "Successor"),
        queryset=Station.objects.none(),
        to_field_name="code",
        required=False,
        help_text=_("The station that goes on with the work; left empty, everything ends."),
    )
    moved = forms.MultipleChoiceField(
        label=_("Moved to the successor"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, station, today, **kwargs):
        super().__init__(*args, **kwargs)
        successors = station.successors().permitted(user, "change")
        model_choice_field(self, "successor").queryset = successors
        found = [
            Hanging(kind, list(rows.visible_to(user))) for kind, rows in handover.hanging(station, today)
        ]
        self.hanging = [one for one in found if one.records]
        choice_field(self, "moved").choices = handover.choices()
        near = successors.filter(township=station.township_id).first()
        if near:
            self.fields["successor"].initial = near
            self.fields["moved"].initial = [one.kind.code for one in self.hanging]

    @property
    def lines(self):
        """What hangs on the station, each with whether it is to be moved."""
        chosen = self["moved"].value() or []
        return [(one, one.kind.code in chosen) for one in self.hanging]
