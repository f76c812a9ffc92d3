"""Forms about incubation bases and who is in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, model_choice_field
from core.scope import paths_for, permission_of, under_paths
from regions.models import Region
from stations.models import Agency, Incubation, IncubationBase, Support


class IncubationBaseForm(VersionedModelForm):
    """Where a base is and since when."""

    opened_on = DayField(label=_("Opened on"))
    closed_on = DayField(label=_("Closed on"), required=False)

    class Meta:
        model = IncubationBase
        fields = ["name", "region", "venue", "opened_on", "closed_on"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        verb = "change" if self.instance.pk else "add"
        paths = paths_for(user, permission_of(IncubationBase, verb))
        current = Region.objects.current().exclude(level=Region.Level.COMMUNITY)
        model_choice_field(self, "region").queryset = current.filter(under_paths("path", paths)).order_by(
            "path"
        )


class EnterForm(forms.Form):
    """Which agency enters the base, and when."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none(), to_field_name="code")
    on = DayField(label=_("Entered on"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        standing = Agency.objects.permitted(user, "change").exclude(status=Agency.Status.DEREGISTERED)
        model_choice_field(self, "agency").queryset = standing.order_by("code")


class LeaveForm(forms.Form):
    """When the agency left, and what came of it."""

    on = DayField(label=_("Left on"))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Incubation.Outcome.choices)


class SupportForm(forms.Form):
    """What the agency is given."""

    kind = forms.ChoiceField(label=_("Kind of support"), choices=Support.Kind.choices)
    on = DayField(label=_("Given on"))
    amount_yuan = forms.DecimalField(
        label=_("Amount (yuan)"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("Of money the amount; of other support its worth, where it is known."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
