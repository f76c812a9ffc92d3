"""What complete stations would cost, part by part, and what a further sum would complete."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import AsOfForm
from core.views import EXPORTS
from funding.models import UnitCost
from funding.rules.need import completion_for, missing_parts
from indicators import money
from indicators.reading import read
from reports.panels.figures import total_figure
from reports.views.money import MoneyPlaceView
from stations.models import Component, Station

NOTHING = Decimal("0.00")
LARGEST = Decimal("999999999999.99")


class NeedForm(AsOfForm):
    """The day, and a further sum."""

    sum = forms.DecimalField(
        label=gettext_lazy("Further sum (yuan)"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm", "step": "0.01"}),
    )


@dataclass(frozen=True)
class PartLine:
    """A component over the stations of the region: how many are missing, at what cost."""

    component: Component
    missing: int
    stations: int
    unit_yuan: Decimal | None

    @property
    def yuan(self) -> Decimal | None:
        return None if self.unit_yuan is None else self.unit_yuan * self.missing


def part_lines(parts) -> list[PartLine]:
    """The missing parts by component, in the order of the model."""
    groups: dict[int, list] = {}
    for part in parts:
        groups.setdefault(part.component.pk, []).append(part)
    found = [
        PartLine(group[0].component, sum(one.number for one in group), len(group), group[0].unit_yuan)
        for group in groups.values()
    ]
    return sorted(found, key=lambda line: (line.component.service_model_id, line.component.order))


class NeedView(MoneyPlaceView):
    """Need and gap of ``?region=`` as of ``?on=``, and what ``?sum=`` yuan more would complete."""

    def make_form(self):
        return NeedForm(self.request.GET, today=self.today)

    def show(self):
        stations = Station.objects.visible_to(self.request.user).under(self.region).in_plan(self.on)
        parts = missing_parts(stations, self.on)
        further = self.form.cleaned_data["sum"]
        completion = completion_for(parts, further) if further else None
        export = EXPORTS.get(self.request.GET.get("export", ""))
        if export:
            bought = completion.parts if completion else parts
            return export(f"need-{self.region.code}-{self.on}", _rows(bought))
        shown = (money.FUNDING_NEED, money.FUNDING_ARRANGED, money.FUNDING_GAP)
        reading = read(shown, user=self.request.user, region=self.region, on=self.on)
        lines = part_lines(parts)
        context = self.context() | {
            "on": self.on,
            "figures": [total_figure(reading, one) for one in reading.indicators],
            "lines": lines,
            "build_yuan": sum((line.yuan or NOTHING for line in lines), NOTHING),
            "costs": UnitCost.objects.visible_to(self.request.user).on(self.on).for_listing(),
            "completion": completion,
        }
        return render(self.request, "reports/money/need.html", context)


def _rows(parts):
    """The parts for a file."""
    yield [_("Code"), _("Station"), _("Component"), _("Number"), _("One unit (yuan)"), _("Together (yuan)")]
    for part in parts:
        yield [
            part.station.code,
            part.station.name,
            part.component.name,
            part.number,
            part.unit_yuan,
            part.yuan,
        ]
