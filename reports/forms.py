"""What a page of figures is asked for: the day, and the indicator on the map."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.indicators import CATALOGUE
from reports.official.period import KINDS

EARLIEST = date(2000, 1, 1)


class AsOfForm(forms.Form):
    """The day as of which figures are shown; left empty it is today."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            attrs={"type": "date", "class": "form-control form-control-sm"}, format="%Y-%m-%d"
        ),
        error_messages={"invalid": _("This is not a day; write it as 2022-06-30.")},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs |= {"max": today.isoformat(), "min": EARLIEST.isoformat()}

    def clean_on(self):
        on = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise ValidationError(_("This day has not come yet; choose today or an earlier one."))
        if on < EARLIEST:
            raise ValidationError(_("There are no records that far back; choose a day from 2000 on."))
        return on


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
        self.fields["indicator"].choices = [(one.code, one.label) for one in indicators]

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
