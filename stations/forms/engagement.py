"""The form that engages an agency."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, label_choices, model_choice_field
from stations.models import Agency, Engagement
from stations.rules.agency_choice import offered, told


class EngageForm(forms.Form):
    """An agency, its role, and the days between which it works at the station."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none(), to_field_name="code")
    role = forms.ChoiceField(label=_("Role"), choices=Engagement.Role.choices)
    on = DayField(label=_("First day"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        active = Agency.objects.engageable(user).filter(status=Agency.Status.ACTIVE)
        model_choice_field(self, "agency").queryset = offered(active, today)
        label_choices(self, "agency", lambda agency: told(agency, today))
