"""What is asked before a change is set back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.asking import DAY_BOUNDS
from core.forms import DayField, choice_field
from exchange.changes.chronicle import Chronicle
from exchange.changes.reading import Place

REASON_LENGTH = 80


class RevertForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The history keeps it beside the change.")
    )


class HistoryFilterForm(forms.Form):
    """Which part of a history to show, and where the page before ended."""

    on = DayField(label=_("Day"), required=False, validators=DAY_BOUNDS)
    kind = forms.ChoiceField(label=_("Record"), required=False)
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, chronicles: Iterable[Chronicle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.name, str(one)) for one in chronicles]
        choice_field(self, "kind").choices = [("", _("All")), *kinds]

    def clean_after(self) -> Place | None:
        return Place.read(self.cleaned_data["after"])
