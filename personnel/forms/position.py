"""Forms about positions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from core.scope import paths_for
from personnel.models import Position, SocialWorker
from stations.models import Station

MOST_OFFERED = 20


def stations_open_to(user):
    """The stations at which ``user`` may post people."""
    working = Station.objects.exclude(status=Station.Status.CLOSED)
    return working.in_paths(paths_for(user, "personnel.add_posting")).order_by("code")


class PositionForm(VersionedModelForm):
    """A post that a station needs."""

    opened_on = DayField(label=_("Needed from"))

    class Meta:
        model = Position
        fields = ["role", "employment_type", "requirement", "responsible", "opened_on"]


class ClosePositionForm(forms.Form):
    """From which day a post is not needed, and why."""

    on = DayField(label=_("First day on which it is not needed"))
    reason = forms.ChoiceField(label=_("Reason"), choices=Position.CloseReason.choices)


class WaiveForm(forms.Form):
    """Why a post may be filled by somebody without what it asks for."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Stands at the post; the requirement is not asked for from now on."),
    )


class AppointForm(forms.Form):
    """Who fills a post, and from which day.

    The person is typed: a county has too many for a list. Where several fit, they are offered to
    choose from; ``chosen`` is the one taken.
    """

    worker = forms.CharField(
        label=_("Person"),
        max_length=60,
        help_text=_("Code, name, pinyin or initials. Where several people fit, you choose next."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    chosen = forms.CharField(label=_("Which of them"), required=False, widget=forms.HiddenInput)
    on = DayField(label=_("First day"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        people = SocialWorker.objects.visible_to(user).filter(register_ended_on__isnull=True)
        self.people = people.order_by("pinyin", "code")

    def clean(self):
        """Put the person in the place of what was typed."""
        super().clean()
        typed = self.cleaned_data.get("worker", "").strip()
        if not typed:
            return
        found = self._found(typed)
        chosen = [one for one in found if one.code == self.cleaned_data.get("chosen")]
        if len(chosen or found) == 1:
            self.cleaned_data["worker"] = (chosen or found)[0]
        elif found:
            self._offer(found)
        else:
            self.add_error("worker", _("Nobody with this code or name is on a register you see."))

    def _found(self, typed) -> list[SocialWorker]:
        by_code = list(self.people.filter(code=typed.upper()))
        return by_code or list(self.people.search(typed).select_related("home_region")[: MOST_OFFERED + 1])

    def _offer(self, found) -> None:
        if len(found) > MOST_OFFERED:
            message = _("More than %(most)d people fit; type more of the name, or the code.")
            self.add_error("worker", message % {"most": MOST_OFFERED})
            return
        self.fields["chosen"].widget = forms.RadioSelect(
            choices=[(one.code, f"{one.name} {one.code}") for one in found]
        )
        self.add_error("chosen", _("Several people fit; choose one of them."))
