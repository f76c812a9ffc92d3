"""Forms about certificates and registrations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from personnel.forms.numbers import CertificateNumberForm
from personnel.forms.social_worker import PrivateVersionedModelForm


class CertificateForm(PrivateVersionedModelForm, CertificateNumberForm):
    """A certificate on the page of its holder; which level it has stays as it was entered."""

    issued_on = DayField(label=_("Issued on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["level"]


class RegisterForm(forms.Form):
    """The day of a registration, and its last day where it differs from three years."""

    on = DayField(label=_("Registered on"))
    valid_to = DayField(
        label=_("Valid to"),
        required=False,
        help_text=_("The last day; empty means three years less a day."),
    )
