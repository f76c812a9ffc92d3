"""Forms about hours of continuing education."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, ManyForm
from personnel.models import (
    EducationCredit,
)
from personnel.models.training_course import HALF_HOUR


class CreditForm(forms.Form):
    """Hours of education with their proof."""

    source = forms.ChoiceField(
        label=_("Source"),
        choices=EducationCredit.Source.choices,
        help_text=_("A degree in social work counts 90 hours, once; unfinished study the hours passed."),
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=HALF_HOUR, max_digits=5, decimal_places=1, step_size=HALF_HOUR
    )
    earned_on = DayField(label=_("Earned on"))
    proof = forms.CharField(
        label=_("Proof"),
        max_length=200,
        help_text=_("What shows it: certificate of attendance, diploma, transcript."),
    )


class RefuseForm(forms.Form):
    """The day and the reason of a refusal; without a reason the hours count."""

    on = DayField(label=_("Day"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ApproveManyForm(ManyForm):
    """What is approved together."""

    on = DayField(label=_("Day"))
    none_chosen = _("Choose at least one credit.")
