"""The pages of the official forms: the list, each form on screen, as a workbook and on paper."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.forms.period import PeriodForm
from reports.official import CATALOGUE
from reports.official.period import KINDS, Period
from reports.official.workbook import workbook_response
from reports.panels.people_files import note_people
from reports.views.overview import PlaceView

SIGNERS = (
    gettext_lazy("Unit (seal)"),
    gettext_lazy("Head of unit"),
    gettext_lazy("Filled in by"),
    gettext_lazy("Date"),
)


@dataclass(frozen=True)
class Head:
    """What stands above a form, and who signs below it."""

    title: str
    period: str
    on: date
    unit: str | Promise
    signers: tuple = SIGNERS

    @property
    def facts(self) -> list[str]:
        """The line below the title: period, day and unit."""
        facts = [self.period, _("as of %(day)s") % {"day": self.on}]
        return [*facts, _("unit: %(unit)s") % {"unit": self.unit}] if self.unit else facts


class OfficialFormListView(PlaceView):
    """The forms that the user may fill for the region."""

    def show(self):
        forms = [
            (form, dict(KINDS)[form.every])
            for form in CATALOGUE.values()
            if form.is_open_to(self.request.user, self.region)
        ]
        context = self.context() | {"forms": forms, "on": self.on}
        return render(self.request, "reports/official/list.html", context)


class OfficialFormView(PlaceView):
    """One form of a region: on the page, printed from it, or as a workbook with ``?export=xlsx``.

    A form whose rows are people is taken away by POST, which is noted in the access log.
    """

    def post(self, request, **kwargs):
        if not self.official.holds_people:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self.get(request, **kwargs)

    def make_form(self):
        return PeriodForm(self.request.GET, today=self.today, every=self.official.every)

    @cached_property
    def official(self):
        try:
            return CATALOGUE[self.kwargs["code"]]
        except KeyError:
            raise Http404 from None

    def check_permission(self):
        if not self.official.is_open_to(self.request.user, self.region):
            raise PermissionDenied

    def show(self):
        period = Period(self.form.cleaned_data["period"], self.on)
        sheet = self.official.sheet(self.request.user, self.region, period)
        head = Head(
            title=f"{self.region.name} {self.official.title}",
            period=str(period),
            on=self.on,
            unit=self.official.unit,
        )
        name = f"{self.official.code}-{self.region.code}-{self.on}"
        if self.request.method == "POST":
            mark = note_people(self.request, persons=len(sheet.rows), region=self.region)
            return workbook_response(name, head, sheet, watermark=mark)
        if self.request.GET.get("export") == "xlsx" and not self.official.holds_people:
            return workbook_response(name, head, sheet)
        context = {"official": self.official, "head": head, "sheet": sheet, "on": self.on}
        return render(self.request, "reports/official/form.html", self.context() | context)
