"""Choosing files that show what was built."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.files.names import MAX_TITLE
from exchange.forms.files import FilesField


class EvidenceForm(forms.Form):
    """Files, and what to call them."""

    # A field declared on a form is no attribute of it.
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"), allow_empty_file=True, error_messages={"required": _("Choose at least one file.")}
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=MAX_TITLE,
        help_text=_("Left empty, each file keeps its own name; several files under one title are numbered."),
    )
