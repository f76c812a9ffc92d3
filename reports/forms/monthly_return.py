"""What the pages of the monthly return ask for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import ManyForm, VersionedModelForm, model_choice_field
from regions.models import Region
from reports.models import MonthlyReturn, questions
from reports.monthly.board import ADD, counties

MONTH_FORMATS = ["%Y-%m", "%Y-%m-%d"]
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


class YearForm(forms.Form):
    """The year of the board."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm"}),
    )


class OpenForm(forms.Form):
    """Whose return, for which month."""

    region = forms.ModelChoiceField(
        label=_("County-level unit"), queryset=Region.objects.none(), to_field_name="code", empty_label=None
    )
    month = forms.DateField(
        label=_("Month"),
        input_formats=MONTH_FORMATS,
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month", "placeholder": "2026-03"}),
        error_messages={"invalid": _("Write the month as 2026-03.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        model_choice_field(self, "region").queryset = counties(user, ADD)

    def clean_month(self) -> date:
        return self.cleaned_data["month"].replace(day=1)


class ReturnForm(VersionedModelForm):
    """The questions of the return and the comment; who saves second is told what the first one changed."""

    class Meta:
        model = MonthlyReturn
        fields = ["comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.instance.answers
        asked = {
            question.code: _field(question, kept.get(question.code, "")) for question in questions.QUESTIONS
        }
        self.fields = asked | self.fields

    def clean(self):
        """Each answer by the rules of its question, so that all errors show at once."""
        super().clean()
        for code, question in questions.BY_CODE.items():
            try:
                question.normalised(self.cleaned_data.get(code, ""))
            except ValidationError as refusal:
                self.add_error(code, refusal)

    @property
    def answers(self) -> dict[str, str]:
        """The answers, as the action takes them."""
        return {code: self.cleaned_data[code] for code in questions.BY_CODE}

    def _changes_since(self, latest: Any, seen: int | None) -> str:
        before = self.instance.history.filter(pk=seen).first()
        if before is None:
            return super()._changes_since(latest, seen)
        old, new = (dict(questions.answered(version.answers)) for version in (before, latest))
        changes = [f"{one.label}: {old[one]} → {new[one]}" for one in old if old[one] != new[one]]
        if before.comment != latest.comment:
            changes.append(f"{self.fields['comment'].label}: {before.comment} → {latest.comment}")
        if before.status != latest.status:
            changes.append(f"{before.get_status_display()} → {latest.get_status_display()}")
        return "; ".join(changes)


def _field(question: questions.Question, initial: str) -> forms.Field:
    is_text = question.kind is questions.Kind.TEXT
    widget = forms.Textarea(attrs={"rows": 3}) if is_text else forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(
        label=question.label, help_text=question.help, required=False, initial=initial, widget=widget
    )


class ConfirmForm(forms.Form):
    """A verb that needs no more than to be confirmed."""


class WhyForm(forms.Form):
    """A verb that needs a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The county reads it."),
    )


class ApproveManyForm(ManyForm):
    """The returns to approve together."""

    none_chosen = _("Choose at least one return.")
