"""Forms that end a case or a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from services.models import ServiceCase


class CloseCaseForm(forms.Form):
    """The last day of a case and what came of it."""

    on = DayField(label=_("Last day"))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ServiceCase.Outcome)


class EndGroupForm(forms.Form):
    """The last day of a group."""

    on = DayField(label=_("Last day"))
