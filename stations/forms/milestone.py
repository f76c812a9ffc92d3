"""Forms about the stages of construction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from exchange.forms.files import FilesField
from stations.actions.milestone import Report
from stations.models import Milestone


class MilestoneForm(VersionedModelForm):
    """One stage: its plan, why it is late, and, until it was reached, when it was and what shows it."""

    planned_on = DayField(label=_("Planned on"), required=False)
    on = DayField(label=_("Reached on"), required=False)
    why = forms.CharField(
        label=_("Reason for the day"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Reason for the day")}),
    )
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]

    class Meta:
        model = Milestone
        fields = ["planned_on", "responsible_level", "delay_cause", "delay_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.achieved_on:
            del self.fields["on"], self.fields["why"]

    @property
    def report(self) -> Report:
        """What was reported with it."""
        given = self.cleaned_data
        files = [file for file in given["files"] if file]
        return Report(given.get("on"), given.get("why", ""), files)


class DayForm(forms.Form):
    """The day of a verb."""

    on = DayField(label=_("Day"))


class AchieveForm(DayForm):
    """The day on which a stage was reached, and why it lies far back or earlier stages are left out."""

    reason = forms.CharField(
        label=_("Reason for the day"),
        max_length=300,
        required=False,
        help_text=_("Needed where the day lies far back, or earlier stages are left out or later."),
    )


class ConfirmForm(forms.Form):
    """What the level above says of what was reported."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed where it is short of proof or corrects figures: what you saw, and why it counts."
        ),
    )


class ConfirmStageForm(ConfirmForm):
    """Confirming a stage; ``corrects`` is only asked where figures of its day were given out."""

    corrects = forms.BooleanField(
        label=_("Count it from its day, and correct the figures given out"),
        required=False,
        help_text=_("Otherwise it counts from the day after the last one of which figures were given out."),
    )

    def __init__(self, *args, given_out, **kwargs):
        super().__init__(*args, **kwargs)
        if not given_out:
            del self.fields["corrects"]


class ReturnStageForm(forms.Form):
    """Why what was reported goes back."""

    comment = forms.CharField(
        label=_("What is missing"),
        max_length=300,
        error_messages={"required": _("Say what is missing; the station reads it.")},
    )
