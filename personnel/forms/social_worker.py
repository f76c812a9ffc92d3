"""Forms about social workers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm, model_choice_field
from core.history import Version
from core.scope import paths_for, permission_of
from personnel.forms.numbers import SocialWorkerForm
from personnel.models import SocialWorker
from regions.models import Region
from stations.models import Agency


class PrivateVersionedModelForm(VersionedModelForm):
    """A form that names what somebody else changed meanwhile, but tells no numbers."""

    def _changes_since(self, latest: Version, seen: int | None) -> str:
        before = self.instance.history.filter(pk=seen).first()
        if before is None:
            return str(_("the whole record"))
        delta = latest.diff_against(before, included_fields=self._meta.fields)
        names = [self.instance._meta.get_field(one).verbose_name for one in delta.changed_fields]
        return "; ".join(str(name) for name in names) or str(_("numbers that are not shown"))


class WorkerForm(PrivateVersionedModelForm, SocialWorkerForm):
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
        self.typist = user
        self.fields["home_region"] = forms.ModelChoiceField(
            label=_("Home region"),
            queryset=homes_open_to(user, self.instance),
            to_field_name="code",
            help_text=_("Whose records this person belongs to: the township, the county or the city."),
        )
        model_choice_field(self, "agency").queryset = Agency.objects.visible_to(user).order_by("code")
        model_choice_field(self, "agency").to_field_name = "code"
        if self.instance.pk:
            agency = self.instance.agency
            self.initial["home_region"] = self.instance.home_region.code
            self.initial["agency"] = agency.code if agency else None


def homes_open_to(user, worker):
    """The divisions in which ``user`` may keep people, and the one where this person is kept."""
    action = "change" if worker.pk else "add"
    paths = paths_for(user, permission_of(SocialWorker, action))
    divisions = Region.objects.current().in_paths(paths).exclude(level=Region.Level.COMMUNITY)
    kept = Region.objects.filter(pk=worker.home_region_id)
    return (divisions | kept).order_by("path")


class LeaveRegisterForm(forms.Form):
    """From which day somebody is off the register, and why."""

    on = DayField(label=_("Day"))
    reason = forms.ChoiceField(label=_("Reason"), choices=SocialWorker.EndReason.choices)
