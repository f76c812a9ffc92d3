"""Forms about deliverables."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, ManyForm, VersionedModelForm, choice_field, model_choice_field
from exchange.forms.files import FilesField
from regions.models import Region
from stations.actions.deliverable import Built
from stations.forms.milestone import DayForm
from stations.models import Deliverable


class CommentForm(DayForm):
    """The day of a verb, and a comment if there is something to say."""

    comment = forms.CharField(label=_("Comment"), max_length=300, required=False)


class ReturnForm(DayForm):
    """Why something goes back."""

    comment = forms.CharField(
        label=_("What is missing"),
        max_length=300,
        error_messages={"required": _("Say what is missing; the station reads it.")},
    )


class DeliverableForm(VersionedModelForm):
    """A deliverable: towards which component, its name, and for a room its community."""

    planned_on = DayField(label=_("Planned on"), required=False)

    class Meta:
        model = Deliverable
        fields = ["component", "name", "community", "planned_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        station = self.instance.station
        model_choice_field(self, "component").queryset = station.service_model.components.all()
        communities = Region.objects.current().communities().under(station.township)
        model_choice_field(self, "community").queryset = communities.order_by("path")


class BuiltTogetherForm(DayForm):
    """What holds for all the deliverables that are entered together."""

    reports = forms.BooleanField(
        label=_("Report as built what files show"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text=_("Whatever has a file, now or from before; the rest is only entered."),
    )


class LineForm(forms.Form):
    """One deliverable among those of a station: entered with its name, shown by files."""

    chosen = forms.BooleanField(label=_("Enter"), required=False)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    community: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Village or community"), queryset=None, required=False, to_field_name="code"
    )
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]

    def __init__(self, *args, deliverable: Deliverable, communities, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.deliverable = deliverable
        model_choice_field(self, "community").queryset = communities
        # Read once for all lines.
        choice_field(self, "community").choices = choices
        if deliverable.pk or not deliverable.component.needs_community:
            del self.fields["community"]
        if deliverable.pk:
            del self.fields["chosen"], self.fields["name"]

    def built(self, *, reports: bool) -> Built | None:
        """What was asked for, reported where ``reports`` and a file shows it; None if it was left alone."""
        given = self.cleaned_data
        files = [file for file in given["files"] if file]
        is_shown = bool(files) or self.deliverable.is_shown
        if not (given.get("chosen") or files or reports and is_shown):
            return None
        if not self.deliverable.pk:
            self.deliverable.name = given["name"] or self.initial["name"]
            self.deliverable.community = given.get("community")
        return Built(self.deliverable, files, reports and is_shown)


class AcceptManyForm(DayForm, ManyForm):
    """What is accepted together."""

    none_chosen = _("Choose at least one deliverable.")
