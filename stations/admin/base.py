"""What the admin pages of this floor share: nothing leaves the scope, verbs call the actions."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.forms import ActionForm

from core.admin import ScopedAdmin
from core.scope import rows_of


class KeptInScopeAdmin(ScopedAdmin):
    """Records that stay where their keeper may keep them.

    ``kept_by_actions`` are columns that only actions write; no form touches them.
    """

    kept_by_actions: tuple[str, ...] = ()

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        if change and self.kept_by_actions:
            vars(obj).update(rows_of(self.model).values(*self.kept_by_actions).get(pk=obj.pk))
        super().save_model(request, obj, form, change)
        action = "change" if change else "add"
        if not rows_of(self.model).permitted(request.user, action).filter(pk=obj.pk).exists():
            raise PermissionDenied


class VerbForm(ActionForm):
    """What a verb may need to know: the day it takes effect and a reason or comment."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "text-black rounded-default px-2"}),
    )
    comment = forms.CharField(
        label=_("Reason or comment"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "text-black rounded-default px-2"}),
    )


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    Admin: TypeAlias = ScopedAdmin
else:
    Admin = object


class ActionsMixin(Admin):
    """Runs an action on the chosen records, one by one, and says what came of it.

    Mixed into an admin; ``action_form`` asks for the day (today if left empty) and the comment.
    """

    action_form = VerbForm

    def run(self, request, queryset, verb, *, permission="change"):
        """Call ``verb(record, on=…, comment=…)`` on those that ``request.user`` may ``permission``."""
        on, comment = self._asked(request)
        done = 0
        for record in queryset.filter(
            pk__in=rows_of(self.model).permitted(request.user, permission).values("pk")
        ):
            try:
                verb(record, on=on, comment=comment)
            except ValidationError as refusal:
                for message in refusal.messages:
                    self.message_user(request, f"{record}: {message}", messages.ERROR)
            else:
                done += 1
        if done:
            message = ngettext("%(count)d record done.", "%(count)d records done.", done) % {"count": done}
            self.message_user(request, message, messages.SUCCESS)

    def _asked(self, request):
        form = VerbForm(request.POST)
        form.fields["action"].required = False
        form.full_clean()
        on = form.cleaned_data.get("day") or timezone.localdate()
        return on, form.cleaned_data.get("comment", "")
