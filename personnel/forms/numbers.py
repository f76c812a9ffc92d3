"""Entering people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import WholeModelForm, model_choice_field
from personnel.actions.new_number import check_new_number
from personnel.models import Certificate, SocialWorker
from personnel.rules.identifiers import clean_certificate_number

KEPT = _("Stored encrypted and shown masked. Leave empty to keep what is stored.")


OTHER_NUMBER = _("Leave empty to keep the number; it is not shown again.")


def unremembered_input():
    """A text input whose content the browser does not keep for later."""
    return forms.TextInput(attrs={"autocomplete": "off"})


class SocialWorkerForm(WholeModelForm):
    """A person, with the ID number and the mobile number as typed; what is stored never comes back.

    Sex and birth year follow from the ID number where one is typed.
    """

    # Who types them, and from where.
    typist: User | None = None
    address: str | None = None

    id_number = forms.CharField(
        label=_("ID number"), required=False, max_length=30, widget=unremembered_input(), help_text=KEPT
    )
    phone = forms.CharField(
        label=_("Mobile number"), required=False, max_length=30, widget=unremembered_input(), help_text=KEPT
    )

    class Meta:
        model = SocialWorker
        fields = [
            "code",
            "name",
            "home_region",
            "sex",
            "birth_year",
            "employer_type",
            "agency",
            "employment_type",
            "education",
            "is_social_work_major",
            "register_ended_on",
            "register_end_reason",
        ]

    def clean_id_number(self):
        """Check the number here, so that what is wrong with it stands beside its field."""
        typed = self.cleaned_data["id_number"]
        if typed:
            SocialWorker().set_id_number(typed, today=timezone.localdate())
        return typed

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        if typed:
            SocialWorker().set_phone(typed)
        return typed

    def clean_agency(self):
        """Keep an agency that the user may not see, and therefore could not choose again."""
        kept = self.instance.agency
        offered: Any = model_choice_field(self, "agency").queryset
        if kept and not offered.filter(pk=kept.pk).exists():
            return self.cleaned_data["agency"] or kept
        return self.cleaned_data["agency"]

    def _post_clean(self):
        super()._post_clean()
        typed = self.cleaned_data.get("id_number")
        # Nothing is told of a number as long as the form could not be saved anyway.
        if typed and not self.errors:
            try:
                check_new_number(self.instance, typed, by=self.typist, address=self.address)
            except ValidationError as refusal:
                self.add_error("id_number", refusal)
        self._set_numbers()

    def _set_numbers(self):
        """Put the checked numbers on the person, after the other fields: sex and birth year follow."""
        if typed := self.cleaned_data.get("id_number"):
            self.instance.set_id_number(typed, today=timezone.localdate())
        if typed := self.cleaned_data.get("phone"):
            self.instance.set_phone(typed)


class CertificateNumberForm(WholeModelForm):
    """A certificate; its number is typed, and one that is stored never comes back into the form."""

    class Meta:
        model = Certificate
        fields = ["level", "number", "issued_on"]
        widgets = {"number": unremembered_input()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept_number = self.instance.number if self.instance.pk else ""
        if self.kept_number and "number" in self.fields:
            self.fields["number"].required = False
            self.fields["number"].help_text = OTHER_NUMBER
            self.initial.pop("number", None)

    def clean_number(self):
        """The number typed, else the one that is kept."""
        typed = clean_certificate_number(self.cleaned_data["number"] or "")
        return typed or self.kept_number
