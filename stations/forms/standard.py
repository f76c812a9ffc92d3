"""The checklist of a standard as one form."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from stations.models import StandardItem
from stations.rules.standard import NO, YES, normalised

NOTE = "note"
UNANSWERED = ("", _("not answered"))
YES_OR_NO = (UNANSWERED, (YES, _("yes")), (NO, _("no")))


class StandardForm(forms.Form):
    """An answer and a note for every item; what is left empty is not answered."""

    def __init__(self, *args, items, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {item.code: item for item in items}
        self.answered_on = {pk: stored.answered_on for pk, stored in answers.items()}
        for item in items:
            stored = answers.get(item.pk)
            field = answer_field(item)
            field.initial = stored.value if stored else ""
            note = forms.CharField(label=_("Note"), required=False, max_length=200)
            note.initial = stored.note if stored else ""
            label = gettext("Note on: %(item)s") % {"item": item}
            note.widget.attrs |= {"class": "form-control", "aria-label": label}
            self.fields[item.code] = field
            self.fields[f"{item.code}-{NOTE}"] = note

    def clean(self):
        """Each answer by the rules of its item, so that all errors show at once."""
        for code, item in self.items.items():
            try:
                normalised(item, self.cleaned_data.get(code, ""))
            except forms.ValidationError as refusal:
                self.add_error(code, refusal)

    @property
    def answers(self) -> dict[StandardItem, tuple[str, str]]:
        """Value and note by item, as the action takes them."""
        return {
            item: (self.cleaned_data[code], self.cleaned_data[f"{code}-{NOTE}"])
            for code, item in self.items.items()
        }

    def rows(self):
        """The items with their fields and the day of the answer that is kept, for the page."""
        return [
            (item, self[code], self[f"{code}-{NOTE}"], self.answered_on.get(item.pk))
            for code, item in self.items.items()
        ]


def answer_field(item) -> forms.Field:
    """A choice or a number to type; what it may be is asked by the rules of the answer."""
    attrs = {"aria-describedby": f"about-{item.code} errors-{item.code}"}
    if item.kind == StandardItem.Kind.NUMBER:
        attrs |= {"class": "form-control", "inputmode": "decimal"}
        return forms.CharField(label=item.text, required=False, max_length=20, widget=forms.TextInput(attrs))
    choices: Sequence[tuple[str, Text]] = YES_OR_NO
    if item.kind == StandardItem.Kind.CHOICE:
        choices = (UNANSWERED, *((choice, choice) for choice in item.choice_list))
    attrs |= {"class": "form-select"}
    return forms.ChoiceField(label=item.text, required=False, choices=choices, widget=forms.Select(attrs))
