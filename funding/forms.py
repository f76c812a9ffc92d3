"""Forms of this floor."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget


class ReversalForm(forms.Form):
    """Why and on which day an entry is taken back."""

    on = forms.DateField(label=_("Posted on"), widget=UnfoldAdminSingleDateWidget)
    reason = forms.CharField(
        label=_("Reason of the reversal"), max_length=100, widget=UnfoldAdminTextInputWidget
    )
