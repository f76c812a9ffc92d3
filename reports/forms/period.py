"""What a page of figures is asked for: the day, and the indicator on the map."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsOfForm, choice_field
from indicators.catalogue import CATALOGUE
from reports.official.period import KINDS


class OverviewForm(AsOfForm):
    """The day, and the indicator that colours the map."""

    indicator = forms.ChoiceField(
        label=_("Indicator"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        error_messages={"invalid_choice": _("There is no such indicator, or it is not open to you.")},
    )

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "indicator").choices = [(one.code, one.label) for one in indicators]

    def clean_indicator(self):
        code = self.cleaned_data["indicator"]
        return CATALOGUE[code] if code else None


class PeriodForm(AsOfForm):
    """The day, and whether the form speaks of its month, its quarter or its year."""

    period = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=KINDS,
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )

    def __init__(self, data, *, every: str, **kwargs):
        super().__init__({"period": every} | data.dict(), **kwargs)
        self.every = every

    def clean_period(self):
        return self.cleaned_data["period"] or self.every
