"""Forms of accounts."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Deputy, User
from core.forms import DayField, WholeModelForm, label_choices, model_choice_field


def with_roles(account: User) -> str:
    """An account as a list offers it: the name, and what it is where. Reads loaded roles only."""
    roles = [f"{one.get_role_display()} · {one.region.name}" for one in account.role_assignments.all()]
    return f"{account} ({'; '.join(roles)})" if roles else str(account)


class DeputyForm(WholeModelForm):
    """Who stands in, from when to when and why; an administrator also says for whom."""

    started_on = DayField(label=_("First day"))
    ended_on = DayField(label=_("Last day"), help_text=_("On the day after, it has ended by itself."))

    class Meta:
        model = Deputy
        fields = ["principal", "deputy", "started_on", "ended_on", "reason"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = User.objects.permitted(user, "change").filter(role_assignments__isnull=False)
        keys = set(kept.values_list("pk", flat=True)) if user.has_perm("accounts.change_user") else set()
        people = User.objects.working().prefetch_related("role_assignments__region").order_by("username")
        model_choice_field(self, "principal").queryset = people.filter(pk__in={user.pk, *keys})
        beside = set(User.objects.beside(user).values_list("pk", flat=True))
        model_choice_field(self, "deputy").queryset = people.filter(pk__in=(keys | beside) - {user.pk})
        for name in ("principal", "deputy"):
            label_choices(self, name, with_roles)
        self.initial = {"principal": user.pk, "started_on": timezone.localdate(), **self.initial}
        if not keys - {user.pk}:
            # There is nobody else to choose.
            self.fields["principal"].widget = forms.HiddenInput()
