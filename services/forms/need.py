"""Forms of needs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, label_choices, model_choice_field
from core.scope import paths_for
from regions.models import Region
from services.models import Need, PlanItem, ServiceField, TargetGroup
from services.rules.free_text import NO_NAMES, no_identities
from stations.models import Station

MOST_COMMUNITIES = 300


class NeedForm(VersionedModelForm):
    """A need as it was heard; the township follows from the community or the station chosen."""

    raised_on = DayField(label=_("Raised on"))

    class Meta:
        model = Need
        fields = [
            "name",
            "township",
            "station",
            "community",
            "channel",
            "raised_on",
            "groups",
            "field",
            "persons",
            "text",
        ]
        widgets = {"groups": forms.CheckboxSelectMultiple, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        paths = paths_for(user, "services.add_need")
        today = timezone.localdate()
        townships = Region.objects.current().in_paths(paths).filter(level=Region.Level.TOWNSHIP)
        model_choice_field(self, "township").queryset = townships.order_by("path")
        model_choice_field(self, "station").queryset = Station.objects.in_paths(paths).order_by(
            "township__path", "code"
        )
        model_choice_field(self, "community").queryset = self._communities(paths)
        model_choice_field(self, "groups").queryset = TargetGroup.objects.on(today)
        model_choice_field(self, "field").queryset = ServiceField.objects.on(today)
        if "township" not in self.initial and townships.count() == 1:
            self.initial["township"] = townships.get().pk

    def _communities(self, paths):
        """The communities of a township; those of a whole county would be too many to choose from."""
        communities = Region.objects.current().communities().in_paths(paths).order_by("path")
        is_short = communities.count() <= MOST_COMMUNITIES
        return communities if is_short else communities.filter(pk=self.instance.community_id)


class AssessForm(forms.Form):
    """How urgent it is, and who answers for it."""

    on = DayField(label=_("Day"))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Need.Urgency, initial=Need.Urgency.NORMAL)
    responsible = forms.ChoiceField(label=_("Who answers for it"), choices=Need.Responsible)


class PlanNeedForm(forms.Form):
    """The plan item that it becomes."""

    on = DayField(label=_("Day"))
    item = forms.ModelChoiceField(
        label=_("Plan item"), queryset=PlanItem.objects.none(), to_field_name="code"
    )

    def __init__(self, *args, need, user, **kwargs):
        super().__init__(*args, **kwargs)
        items = PlanItem.objects.visible_to(user).standing().select_related("plan__station")
        model_choice_field(self, "item").queryset = items.filter(plan__station__township=need.township)
        label_choices(self, "item", lambda item: f"{item.plan} · {item}")


class ReferForm(forms.Form):
    """To whom it is handed on."""

    on = DayField(label=_("Day"))
    to = forms.CharField(
        label=_("Referred to"), max_length=100, validators=[no_identities], help_text=NO_NAMES
    )


class RejectForm(forms.Form):
    """Why it leads to nothing."""

    on = DayField(label=_("Day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, validators=[no_identities], help_text=NO_NAMES
    )


class ResolveForm(forms.Form):
    """What came of it."""

    on = DayField(label=_("Day"))
    result = forms.CharField(
        label=_("Result"), max_length=300, validators=[no_identities], help_text=NO_NAMES
    )
