"""The form that engages an agency."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, model_choice_field
from stations.models import Agency, Engagement


class EngageForm(forms.Form):
    """An agency, its role, and the days between which it works at the station."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none(), to_field_name="code")
    role = forms.ChoiceField(label=_("Role"), choices=Engagement.Role.choices)
    on = DayField(label=_("First day"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        active = Agency.objects.visible_to(user).filter(status=Agency.Status.ACTIVE)
        model_choice_field(self, "agency").queryset = active.order_by("code")
