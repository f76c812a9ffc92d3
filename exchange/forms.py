"""The form for a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.reading import MAX_BYTES


class UploadForm(forms.Form):
    """A file with records of one noun."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, at most 20 MB and 50,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Divide it."))
        return file
