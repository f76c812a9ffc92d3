"""Entering services: one on a phone, or a week in a grid."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, WholeModelForm, choice_field
from personnel.models import Posting, SocialWorker
from services.actions.record import TypedRecord
from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceRecord,
    TargetGroup,
)
from services.rules.free_text import NO_NAMES, no_identities
from services.rules.methods import Method

QUICK = ["served_on", "method", "nature", "field", "groups", "hours", "person_count", "attendance_count"]
FURTHER = ["sessions", "phase", "plan_item", "need", "workers", "satisfaction", "resources_yuan", "note"]
WEEK = [
    "served_on",
    "method",
    "nature",
    "field",
    "groups",
    "hours",
    "sessions",
    "person_count",
    "attendance_count",
    "note",
]


class Choices:
    """What the records of a station may refer to, each list read once however many rows ask for it."""

    def __init__(self, station, user):
        today = timezone.localdate()
        self.station = station
        self.groups = TargetGroup.objects.on(today)
        self.fields = ServiceField.objects.on(today)
        self.items = PlanItem.objects.standing().filter(plan__station=station).select_related("plan")
        self.needs = Need.objects.visible_to(user).open().filter(township=station.township)
        posted = Posting.objects.filter(station=station)
        self.workers = SocialWorker.objects.visible_to(user).filter(pk__in=posted.values("worker"))
        self._read: dict[str, list] = {}

    def of(self, name: str):
        """The queryset behind a field."""
        return {
            "groups": self.groups,
            "field": self.fields,
            "plan_item": self.items,
            "need": self.needs,
            "workers": self.workers,
        }[name]

    def listed(self, field, name: str) -> list:
        """The choices of the field as its widget draws them."""
        if name not in self._read:
            self._read[name] = list(field.choices)
        return self._read[name]

    @property
    def units(self) -> list[tuple[str, str]]:
        """The open cases and groups of the station, for one list."""
        if "units" not in self._read:
            cases = ServiceCase.objects.open().filter(station=self.station)
            groups = ServiceGroup.objects.open().filter(station=self.station)
            self._read["units"] = [
                ("", "—"),
                *((f"case:{one.pk}", f"{one} · {one.get_phase_display()}") for one in cases),
                *((f"service_group:{one.pk}", one.name) for one in groups),
            ]
        return self._read["units"]


class StationRecordForm(WholeModelForm):
    """A service of a given station; ``unit`` is the case or group it continues."""

    unit = forms.ChoiceField(label=_("Case or group"), required=False)

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.station = choices.station
        for name in ("groups", "field", "plan_item", "need", "workers"):
            if name in self.fields:
                self._offer(name, choices)
        self.fields["groups"].required = True
        choice_field(self, "unit").choices = self._units(choices)
        self.fields["unit"].initial = self._unit

    def _offer(self, name, choices):
        field: Any = self.fields[name]
        field.queryset = choices.of(name)
        field.widget.choices = choices.listed(field, name)

    @property
    def _unit(self) -> str:
        record = self.instance
        if record.case_id:
            return f"case:{record.case_id}"
        return f"service_group:{record.service_group_id}" if record.service_group_id else ""

    def _units(self, choices):
        """The open ones, and that which the record belongs to already."""
        current = self._unit
        if not current or any(value == current for value, _label in choices.units):
            return choices.units
        return [*choices.units, (current, str(self.instance.case or self.instance.service_group))]

    def clean(self):
        super().clean()
        kind, _colon, pk = self.cleaned_data.get("unit", "").partition(":")
        self.instance.case_id = int(pk) if kind == "case" else None
        self.instance.service_group_id = int(pk) if kind == "service_group" else None

    @property
    def typed_record(self) -> TypedRecord:
        """What was typed, for the action."""
        values = self.cleaned_data
        is_new = self.instance.pk is None
        if is_new:
            # Given while the form was checked, perhaps to several rows; the action gives the next one.
            self.instance.code = ""
        workers = values.get("workers")
        if workers is None:
            workers = () if is_new else self.instance.workers.all()
        return TypedRecord(self.instance, tuple(values["groups"]), tuple(workers), values.get("opens", ""))


class RecordForm(StationRecordForm, VersionedModelForm):
    """One service with everything there is to say of it; ``opens`` begins a new case or group."""

    served_on = DayField(label=_("Day of service"))
    opens = forms.CharField(
        label=_("Opens a new case or group"),
        required=False,
        max_length=40,
        validators=[no_identities],
        help_text=_("The file number of a new case or the name of a new group; no names of persons."),
    )

    class Meta:
        model = ServiceRecord
        fields = [*QUICK, *FURTHER]
        widgets = {
            "groups": forms.CheckboxSelectMultiple,
            "workers": forms.CheckboxSelectMultiple,
        }

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("opens"):
            return
        if self.cleaned_data.get("unit"):
            raise ValidationError({"opens": _("Either continue a case or group or open a new one.")})
        if self.cleaned_data.get("method") not in (Method.CASE, Method.GROUP):
            raise ValidationError({"opens": _("Only case work opens a case, and only group work a group.")})

    @property
    def quick_fields(self):
        """What every entry needs."""
        return [self[name] for name in QUICK]

    @property
    def further_fields(self):
        """What may be added."""
        return [self[name] for name in ("unit", "opens", *FURTHER)]

    @property
    def has_further_errors(self) -> bool:
        """Whether something is wrong among what may be added, so that it is shown."""
        return any(field.errors for field in self.further_fields)


class WeekRowForm(StationRecordForm, VersionedModelForm):
    """One row of the week's grid; one that somebody else changed meanwhile says so."""

    served_on = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat)

    class Meta:
        model = ServiceRecord
        fields = WEEK
        widgets = {"groups": forms.CheckboxSelectMultiple}

    field_order = ["served_on", "method", "unit", "nature", "field", "groups"]

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "served_on").choices = days
        if self.instance.served_on:
            self.initial["served_on"] = self.instance.served_on.isoformat()
        self.fields["sessions"].required = False

    @cached_property
    def changed_data(self):
        """The fields that were typed into; the version is none of them."""
        return [name for name in super().changed_data if name != "version"]

    def clean_sessions(self):
        """One session unless something else is typed."""
        return self.cleaned_data["sessions"] or 1

    @property
    def chosen_groups(self) -> list[str]:
        """The names of the target groups that are ticked."""
        values = {str(value) for value in self["groups"].value() or ()}
        return [name for value, name in self.fields["groups"].widget.choices if str(value) in values]


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, validators=[no_identities], help_text=NO_NAMES
    )
