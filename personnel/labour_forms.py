"""Forms of the labour market: posts, appointments, moves and departures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, VersionedModelForm
from core.scope import paths_for
from personnel.models import Position, Posting, SocialWorker
from stations.models import Station

# Moving to another station and being promoted there are verbs of their own.
LEAVE_REASONS = [one for one in Posting.LeaveReason.choices if one[0] != Posting.LeaveReason.TRANSFERRED]


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


class PostForm(forms.Form):
    """A person begins at a station without filling one of its posts."""

    station = forms.ModelChoiceField(
        label=_("Station"), queryset=Station.objects.none(), to_field_name="code"
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Posting.Role.choices, initial=Posting.Role.SOCIAL_WORKER
    )
    employment_type = forms.ChoiceField(label=_("Employment"), choices=Posting.EmploymentType.choices)
    on = DayField(label=_("First day"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_open_to(user)


class EndPostingForm(forms.Form):
    """The last day of a posting and why somebody left."""

    on = DayField(label=_("Last day"))
    reason = forms.ChoiceField(label=_("Leave reason"), choices=LEAVE_REASONS)


class TransferForm(forms.Form):
    """Where somebody moves: to a vacant post, or to a station as before."""

    position = forms.ModelChoiceField(
        label=_("Vacant post"),
        queryset=Position.objects.none(),
        to_field_name="code",
        required=False,
        help_text=_("Leave empty to move without filling a post."),
    )
    station = forms.ModelChoiceField(
        label=_("Station"),
        queryset=Station.objects.none(),
        to_field_name="code",
        required=False,
        help_text=_("Only where no post is chosen; role and employment stay as they are."),
    )
    on = DayField(label=_("First day at the new station"))

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        vacant = Position.objects.permitted(user, "change").vacant(today).for_listing()
        self.fields["position"].queryset = vacant.order_by("code")
        self.fields["position"].label_from_instance = lambda position: f"{position.name} {position.code}"
        self.fields["station"].queryset = stations_open_to(user)

    def clean(self):
        super().clean()
        chosen = [self.cleaned_data.get(name) for name in ("position", "station")]
        if not self.errors and sum(one is not None for one in chosen) != 1:
            raise ValidationError(_("Choose a vacant post or a station, one of the two."))
