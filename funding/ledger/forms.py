"""What a ledger is asked for: a period, and which entries."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.asking import DAY_BOUNDS
from core.forms import DayField, model_choice_field
from funding.ledger.nouns import ALLOCATED, CARRIED, DISBURSED, NOUNS, SPENT
from funding.ledger.span import Span, next_month
from funding.models.choices import Category, Source
from funding.models.entry import Entry
from regions.filters import offered_regions
from regions.models import Region
from stations.models import Station

ALL = [("", _("all"))]
QUARTERS = [(str(quarter), quarter) for quarter in (1, 2, 3, 4)]
MONTHS_A_QUARTER = 3
COLUMNS = (ALLOCATED, DISBURSED, SPENT, CARRIED)
ASKED = ("region", "noun", "kind", "source", "category", "station", "payee", "voucher")


def choice(label, choices, **kwargs) -> forms.ChoiceField:
    """A choice that may be left open."""
    return forms.ChoiceField(label=label, required=False, choices=[*ALL, *choices], **kwargs)


class LedgerForm(forms.Form):
    """A year or a quarter of it, or days from and up to; left empty it is the year up to today."""

    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.none(), to_field_name="code"
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    quarter = choice(_("Quarter"), QUARTERS)
    since = DayField(label=_("From the day"), required=False, validators=DAY_BOUNDS)
    on = DayField(label=_("Up to the day"), required=False, validators=DAY_BOUNDS)
    noun = choice(_("Entry"), [(noun.name, noun.label) for noun in NOUNS])
    kind = choice(_("Kind of entry"), Entry.Kind.choices)
    source = choice(_("Source of money"), Source.choices)
    category = choice(_("Kind of use"), Category.choices)
    station = forms.ModelChoiceField(
        label=_("Station"), required=False, queryset=Station.objects.none(), to_field_name="code"
    )
    payee = forms.CharField(label=_("Payee"), required=False)
    voucher = forms.CharField(label=_("Voucher number"), required=False)

    def __init__(self, data, *, user, today: date):
        super().__init__(data)
        self.today = today
        region: Any = self.fields["region"]
        region.queryset = Region.objects.visible_to(user)
        offered = offered_regions(user, data.get("region", ""))
        region.widget.choices = [*ALL, *((one.code, one.name) for one in offered)]
        model_choice_field(self, "station").queryset = Station.objects.visible_to(user).order_by("code")

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("since") and said.get("on") and said["since"] > said["on"]:
            raise ValidationError({"on": _("The last day lies before the first one.")})
        if said.get("quarter") and said.get("since"):
            raise ValidationError({"quarter": _("Choose a quarter, or the days from and up to; not both.")})
        return said

    @property
    def asked(self) -> dict:
        """The filters that tell entries from one another."""
        return {name: self.cleaned_data.get(name) for name in ASKED}

    @property
    def span(self) -> Span:
        """The period."""
        said = self.cleaned_data
        on, since = said.get("on"), said.get("since")
        if since:
            return Span(since, (on or max(self.today, since)) + timedelta(days=1))
        year = said.get("year") or (on or self.today).year
        first, end = date(year, 1, 1), date(year + 1, 1, 1)
        if said.get("quarter"):
            first = date(year, (int(said["quarter"]) - 1) * MONTHS_A_QUARTER + 1, 1)
            end = next_month(next_month(next_month(first)))
        if on:
            # As of a day: what was posted later is not looked at; a period that had not begun is empty.
            end = max(min(end, on + timedelta(days=1)), first)
        return Span(first, end)
