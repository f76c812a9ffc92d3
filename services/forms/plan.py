"""Forms of annual plans."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, WholeModelForm, model_choice_field
from services.models import PlanItem, ServiceField, ServicePlan, TargetGroup
from services.rules.free_text import NO_NAMES, no_identities
from services.rules.station_choice import OFFERED, stations_for


class PlanForm(WholeModelForm):
    """Whose plan, for which year."""

    class Meta:
        model = ServicePlan
        fields = ["station", "year", "note"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        stations = stations_for(user, "services.add_serviceplan")
        model_choice_field(self, "station").queryset = stations
        self.fields["station"].widget.choices = [
            ("", "—"),
            *((station.pk, station.name) for station in stations[:OFFERED]),
        ]


class PlanItemForm(VersionedModelForm):
    """One aim with its target."""

    class Meta:
        model = PlanItem
        fields = [
            "name",
            "method",
            "field",
            "groups",
            "metric",
            "target",
            "min_sessions",
            "min_persons",
            "is_dropped",
        ]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        model_choice_field(self, "groups").queryset = TargetGroup.objects.on(today)
        model_choice_field(self, "field").queryset = ServiceField.objects.on(today)
        if self.instance.pk is None:
            del self.fields["is_dropped"]


class DayForm(forms.Form):
    """The day of a verb."""

    on = DayField(label=_("Day"))


class ApproveForm(DayForm):
    """The day of the approval, and what to say about it."""

    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, validators=[no_identities], help_text=NO_NAMES
    )


class ReturnForm(forms.Form):
    """Why the plan goes back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, validators=[no_identities], help_text=NO_NAMES
    )
