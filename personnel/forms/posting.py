"""Forms about postings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, label_choices, model_choice_field
from personnel.forms.position import stations_open_to
from personnel.models import Position, Posting
from stations.models import Station

# Moving to another station and being promoted there are verbs of their own.
LEAVE_REASONS = [one for one in Posting.LeaveReason.choices if one[0] != Posting.LeaveReason.TRANSFERRED]


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
        model_choice_field(self, "station").queryset = stations_open_to(user)


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
        model_choice_field(self, "position").queryset = vacant.order_by("code")
        label_choices(self, "position", lambda position: f"{position.name} {position.code}")
        model_choice_field(self, "station").queryset = stations_open_to(user)

    def clean(self):
        super().clean()
        chosen = [self.cleaned_data.get(name) for name in ("position", "station")]
        if not self.errors and sum(one is not None for one in chosen) != 1:
            raise ValidationError(_("Choose a vacant post or a station, one of the two."))
