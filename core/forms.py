"""What the forms of all floors have in common: days from a calendar, and the version of a record."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, UniqueConstraint
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_DAY, LAST_DAY, is_known
from core.history import Version, history_of
from core.texts import Text

EARLIEST = date(2000, 1, 1)


def day_input() -> forms.DateInput:
    """A day from the browser's calendar, among those the portal knows."""
    bounds = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"} | bounds)


class DayField(forms.DateField):
    """A day, chosen from a calendar."""

    default_validators = [is_known]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=day_input(), **kwargs)


class AsOfForm(forms.Form):
    """The day as of which figures are shown; left empty it is today."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            attrs={"type": "date", "class": "form-control form-control-sm"}, format="%Y-%m-%d"
        ),
        error_messages={"invalid": _("This is not a day; write it as 2022-06-30.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs |= {"max": today.isoformat(), "min": EARLIEST.isoformat()}

    def clean_on(self) -> date:
        on = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise ValidationError(_("This day has not come yet; choose today or an earlier one."))
        if on < EARLIEST:
            raise ValidationError(_("There are no records that far back; choose a day from 2000 on."))
        return on


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """The field of the form in which one of some values is chosen."""
    return cast("forms.ChoiceField", form.fields[name])


def model_choice_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """The field of the form in which a record is chosen."""
    return cast("forms.ModelChoiceField", form.fields[name])


def label_choices(form: forms.BaseForm, name: str, label: Callable[[Any], str]) -> None:
    """Let the field in which a record is chosen call each of them by ``label``."""
    vars(form.fields[name])["label_from_instance"] = label


class ManyForm(forms.Form):
    """The records of a list that were chosen, by their codes; a subclass says what is to be chosen."""

    codes: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None, to_field_name="code"
    )
    none_chosen: Text = ""

    def __init__(self, *args: Any, offered: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_choice_field(self, "codes").queryset = offered
        self.fields["codes"].error_messages["required"] = self.none_chosen


class WholeModelForm(forms.ModelForm):
    """A form that asks all constraints of its record, also those that speak of fields it does not have.

    Django passes over a constraint where the form leaves out one of its fields or of those in its
    condition, so that the database would refuse what the form took. Passed over is only what speaks of a
    field that is wrong already, or that the action fills in after the form.
    """

    def add_error(self, field: str | None, error: Any) -> None:
        """Note what is wrong; what is said of a field that the form lacks stands above it."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        said = {message for errors in self.errors.as_data().values() for one in errors for message in one}
        exclude = {field.name for field in self.instance._meta.fields if self._is_open(field)}
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    if said.isdisjoint(error.messages):
                        self.add_error(self._field_for(constraint), error.messages)

    def _is_open(self, field: Any) -> bool:
        if field.name in self.fields or field.blank:
            return field.name in self.errors
        return getattr(self.instance, field.attname) in field.empty_values

    def _field_for(self, constraint: Any) -> str | None:
        """The field beside which it is said: the last that must be unique; of other rules none."""
        unique = constraint.fields if isinstance(constraint, UniqueConstraint) else ()
        return next((name for name in reversed(unique) if name in self.fields), None)


class VersionedModelForm(WholeModelForm):
    """A form that notices when somebody else saved the record since it was opened.

    The second of two people is told what the first one changed; what they typed stays, and saving
    once more keeps it.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read with the record where there are many of them.
        known = getattr(self.instance, "version_now", None)
        self.version_now = known or (self.latest.pk if self.latest else None)
        self.fields["version"].initial = self.version_now

    @cached_property
    def latest(self) -> Version | None:
        """The latest version of the record; None for a new one."""
        return history_of(self.instance).first() if self.instance.pk else None

    def clean(self) -> None:
        super().clean()
        seen = self.cleaned_data.get("version")
        if self.version_now is None or seen == self.version_now or self.latest is None:
            return
        data = cast("MultiValueDict[str, Any]", self.data).copy()
        data[self.add_prefix("version")] = self.version_now
        self.data = data
        raise ValidationError(
            _(
                "%(who)s saved this record while you had it open: %(changes)s. "
                "Compare, then save again to keep what you entered."
            )
            % {
                "who": self.latest.history_user or _("Somebody"),
                "changes": self._changes_since(self.latest, seen),
            }
        )

    def _changes_since(self, latest: Version, seen: int | None) -> str:
        before = history_of(self.instance).filter(pk=seen).first()
        if before is None:
            return str(_("the whole record"))
        delta = latest.diff_against(before, foreign_keys_are_objs=True)
        return "; ".join(
            f"{self.instance._meta.get_field(one.field).verbose_name}: {one.old or '—'} → {one.new or '—'}"
            for one in delta.changes
        )
