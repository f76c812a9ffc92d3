"""Choosing files that show what was built."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.files.names import MAX_TITLE
from exchange.files.types import EXTENSIONS


class FilesInput(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what each of them is worth is asked by the action, which names them all."""

    def __init__(self, **kwargs):
        super().__init__(widget=FilesInput(attrs={"accept": ",".join(EXTENSIONS.values())}), **kwargs)

    def clean(self, data, initial=None):
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen or [None]]


class EvidenceForm(forms.Form):
    """Files, and what to call them."""

    files = FilesField(
        label=_("Files"), allow_empty_file=True, error_messages={"required": _("Choose at least one file.")}
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=MAX_TITLE,
        help_text=_("Left empty, each file keeps its own name; several files under one title are numbered."),
    )
