"""Forms about supervisors and supervision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, model_choice_field
from core.scope import paths_for, permission_of, under_paths
from personnel.forms.training_course import people_at_home, regions_open_to
from personnel.models import (
    SocialWorker,
    SupervisionRecord,
    Supervisor,
)
from stations.models import Station


class SupervisorForm(VersionedModelForm):
    """Who supervises."""

    ended_on = DayField(label=_("Supervises no more since"), required=False)

    class Meta:
        model = Supervisor
        fields = ["name", "worker", "source", "organisation", "home_region", "ended_on"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        verb = "change" if self.instance.pk else "add"
        permission = permission_of(Supervisor, verb)
        model_choice_field(self, "home_region").queryset = regions_open_to(user, permission)
        model_choice_field(self, "worker").queryset = people_at_home(user, permission).order_by("code")


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
        permission = permission_of(SupervisionRecord, verb)
        model_choice_field(self, "supervisor").queryset = Supervisor.objects.visible_to(user).on(today)
        stations = Station.objects.filter(under_paths("township__path", paths_for(user, permission)))
        model_choice_field(self, "station").queryset = stations.order_by("code")
        model_choice_field(self, "region").queryset = regions_open_to(user, permission)
        self.fields["region"].required = False
        model_choice_field(self, "workers").queryset = people_at_home(user, permission).order_by("code")
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
