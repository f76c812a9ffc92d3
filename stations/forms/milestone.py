"""Forms about the stages of construction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from stations.models import Milestone


class MilestoneForm(VersionedModelForm):
    """The plan of one stage, and why it is late."""

    planned_on = DayField(label=_("Planned on"), required=False)

    class Meta:
        model = Milestone
        fields = ["planned_on", "responsible_level", "delay_cause", "delay_note"]


class DayForm(forms.Form):
    """The day of a verb."""

    on = DayField(label=_("Day"))
