"""Forms of the pages about one person: who it is, certificates, registrations, leaving."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import choice_field
from core.reasons import check_reason


class RevealForm(forms.Form):
    """Which number is needed in clear, and why."""

    field = forms.ChoiceField(label=_("Number"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        validators=[check_reason],
        help_text=_("The reason stands in the access log beside your name and cannot be changed."),
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "field").choices = offered


class ExportForm(forms.Form):
    """How a list of people leaves the portal."""

    MASKED, CLEAR = "masked", "clear"

    file = forms.ChoiceField(label=_("File"), widget=forms.RadioSelect)
    numbers = forms.ChoiceField(label=_("ID and mobile numbers"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("Needed for numbers in clear; it stands in the access log."),
    )

    def __init__(self, *args, files, can_clear, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "file").choices = files
        self.fields["file"].initial = files[0][0]
        offered = [(self.MASKED, _("masked"))]
        if can_clear:
            offered.append((self.CLEAR, _("in clear, for the people you look after")))
        choice_field(self, "numbers").choices = offered
        self.fields["numbers"].initial = self.MASKED

    @property
    def is_clear(self) -> bool:
        return self.cleaned_data["numbers"] == self.CLEAR

    def _check_reason(self, reason):
        if not reason.strip():
            self.add_error("reason", _("Say why the numbers are needed in clear."))
            return
        try:
            check_reason(reason)
        except ValidationError as refusal:
            self.add_error("reason", refusal)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("numbers") == self.CLEAR:
            self._check_reason(self.cleaned_data.get("reason", ""))
        if self.cleaned_data.get("numbers") == self.CLEAR and self.cleaned_data.get("file", "").startswith(
            "edit-"
        ):
            raise ValidationError(_("Files for editing hold no ID and mobile numbers; choose masked."))
