"""Forms about deliverables."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, ManyForm, VersionedModelForm, model_choice_field
from regions.models import Region
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


class AcceptManyForm(DayForm, ManyForm):
    """What is accepted together."""

    none_chosen = _("Choose at least one deliverable.")
