"""Forms of the pages about one person: who it is, certificates, registrations, leaving."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from core.scope import paths_for
from personnel.forms import CertificateNumberForm, SocialWorkerForm
from personnel.models import SocialWorker
from regions.models import Region
from stations.models import Agency


class PrivatelyVersioned(VersionedModelForm):
    """A form that names what somebody else changed meanwhile, but tells no numbers."""

    told: tuple[str, ...] = ()

    def _changes_since(self, seen) -> str:
        before = self.instance.history.filter(pk=seen).first()
        if before is None:
            return str(_("the whole record"))
        delta = self.latest.diff_against(before, included_fields=self._meta.fields)
        names = [self.instance._meta.get_field(one).verbose_name for one in delta.changed_fields]
        return "; ".join(str(name) for name in names) or str(_("numbers that are not shown"))


class WorkerForm(PrivatelyVersioned, SocialWorkerForm):
    """Entering and editing a person; numbers that are stored never come back into the form."""

    class Meta:
        model = SocialWorker
        fields = [
            "name",
            "home_region",
            "sex",
            "birth_year",
            "employer_type",
            "agency",
            "employment_type",
            "education",
            "is_social_work_major",
        ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home_region"] = forms.ModelChoiceField(
            label=_("Home region"),
            queryset=homes_open_to(user, self.instance),
            to_field_name="code",
            help_text=_("Whose records this person belongs to: the township, the county or the city."),
        )
        self.fields["agency"].queryset = Agency.objects.visible_to(user).order_by("code")
        self.fields["agency"].to_field_name = "code"
        if self.instance.pk:
            self.initial |= {"home_region": self.instance.home_region.code}
            self.initial |= {"agency": self.instance.agency.code if self.instance.agency else None}


def homes_open_to(user, worker):
    """The divisions in which ``user`` may keep people, and the one where this person is kept."""
    action = "change" if worker.pk else "add"
    paths = paths_for(user, f"personnel.{action}_socialworker")
    divisions = Region.objects.current().in_paths(paths).exclude(level=Region.Level.COMMUNITY)
    kept = Region.objects.filter(pk=worker.home_region_id)
    return (divisions | kept).order_by("path")


class CertificateForm(PrivatelyVersioned, CertificateNumberForm):
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


class LeaveRegisterForm(forms.Form):
    """From which day somebody is off the register, and why."""

    on = DayField(label=_("Day"))
    reason = forms.ChoiceField(label=_("Reason"), choices=SocialWorker.EndReason.choices)


class RevealForm(forms.Form):
    """Which number is needed in clear, and why."""

    field = forms.ChoiceField(label=_("Number"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("The reason stands in the access log beside your name and cannot be changed."),
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = offered


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

    def __init__(self, *args, files, may_clear, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].choices = files
        self.fields["file"].initial = files[0][0]
        offered = [(self.MASKED, _("masked"))]
        if may_clear:
            offered.append((self.CLEAR, _("in clear, for the people you look after")))
        self.fields["numbers"].choices = offered
        self.fields["numbers"].initial = self.MASKED

    @property
    def is_clear(self) -> bool:
        return self.cleaned_data["numbers"] == self.CLEAR

    def clean(self):
        super().clean()
        if self.cleaned_data.get("numbers") == self.CLEAR and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("Say why the numbers are needed in clear."))
        if self.cleaned_data.get("numbers") == self.CLEAR and self.cleaned_data.get("file", "").startswith(
            "edit-"
        ):
            raise ValidationError(_("Files for editing hold no ID and mobile numbers; choose masked."))
