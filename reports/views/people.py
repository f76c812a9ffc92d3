"""The people of a region at a glance, as of a day, and how their figures moved over the quarters."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import figures
from core.forms import AsOfForm
from indicators import labour, people
from indicators.catalogue import CATALOGUE
from indicators.measures import ask
from indicators.reading import read
from personnel.models import SocialWorker
from reports.panels.figures import lines, total_figure, total_line
from reports.panels.labour import by_agency, by_level
from reports.panels.overview import Card
from reports.views.overview import PlaceView

CARDS = (
    (
        gettext_lazy("Certified workers"),
        "certificate",
        people.CERTIFIED_WORKERS,
        (
            people.CERTIFIED_ASSISTANTS,
            people.CERTIFIED_INTERMEDIATE,
            people.CERTIFIED_SENIOR,
            people.CERTIFIED_PUBLIC_SHARE,
            labour.PRACTISING_RATIO,
        ),
    ),
    (
        gettext_lazy("Staff of the stations"),
        "users",
        labour.STATION_STAFF,
        (labour.PART_TIME_SHARE, labour.STAFF_LEFT, labour.TURNOVER),
    ),
    (
        gettext_lazy("Posts"),
        "user-search",
        labour.POSTS_VACANT,
        (labour.POSTS_NEEDED, labour.VACANCY_RATE, labour.TIME_TO_FILL),
    ),
    (gettext_lazy("Registrations"), "calendar-due", labour.ENDING_SOON, labour.BY_CLOCK),
)
COLUMNS = (
    people.CERTIFIED_WORKERS,
    labour.PRACTISING_RATIO,
    people.CERTIFIED_PUBLIC_SHARE,
    labour.STATION_STAFF,
    labour.PART_TIME_SHARE,
    labour.TURNOVER,
    labour.POSTS_VACANT,
    labour.VACANCY_RATE,
    labour.ENDING_SOON,
)
TRENDS = (
    labour.TURNOVER,
    labour.PART_TIME_SHARE,
    labour.STATION_STAFF,
    labour.POSTS_VACANT,
    labour.TIME_TO_FILL,
    labour.PRACTISING_RATIO,
    people.CERTIFIED_WORKERS,
)
QUARTERS, MONTHS_A_QUARTER = 12, 3


class PeoplePage(PlaceView):
    """A page about the people of a region, for whoever may see people there."""

    def check_permission(self):
        if not people.CERTIFIED_WORKERS.is_open_to(self.request.user, self.region):
            raise PermissionDenied


class PeopleOverviewView(PeoplePage):
    """Certified by level and employer, staff, turnover, vacancies and clocks, by the regions below."""

    def show(self):
        wanted = [one for _title, _icon, leading, others in CARDS for one in (leading, *others)]
        reading = read([*wanted, *COLUMNS], user=self.request.user, region=self.region, on=self.on)
        context = self.context() | {
            "on": self.on,
            "cards": [
                Card(
                    title,
                    icon,
                    total_figure(reading, leading),
                    [total_figure(reading, one) for one in others],
                )
                for title, icon, leading, others in CARDS
            ],
            "columns": COLUMNS,
            "lines": lines(
                reading, list(COLUMNS), ranked_by=people.CERTIFIED_WORKERS, own_name=_("At this level")
            ),
            "total": total_line(reading, list(COLUMNS), _("Total")),
            "employers": [employer.label for employer in SocialWorker.EmployerType],
            "levels": by_level(self.request.user, self.region, self.on),
            "agencies": by_agency(self.request.user, self.region, self.on),
        }
        return render(self.request, "reports/people/overview.html", context)


class TrendForm(AsOfForm):
    """The last day, and which figure is followed."""

    indicator = forms.ChoiceField(
        label=gettext_lazy("Indicator"),
        required=False,
        choices=[(one.code, one.label) for one in TRENDS],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )

    def clean_indicator(self):
        return CATALOGUE[self.cleaned_data["indicator"] or TRENDS[0].code]


class PeopleTrendView(PeoplePage):
    """One figure at the ends of the last twelve quarters and on the day, as a line and a table."""

    def make_form(self):
        return TrendForm(self.request.GET, today=self.today)

    def show(self):
        chosen = self.form.cleaned_data["indicator"]
        days = [*quarter_ends_before(self.on, QUARTERS), self.on]
        wanted = [(day, measure) for day in days for measure in chosen.measures]
        answers = ask(wanted, user=self.request.user, region=self.region)
        points = [self._point(chosen, answers, day) for day in days]
        context = self.context() | {"on": self.on, "chosen": chosen, "points": points}
        context["chart"] = {
            "title": str(chosen.label),
            "unit": str(chosen.unit.name),
            "unknown": figures.DASH,
            "points": [{name: point[name] for name in ("day", "value", "text")} for point in points],
        }
        return render(self.request, "reports/people/trend.html", context)

    def _point(self, chosen, answers, day):
        parts = [sum(answers[(day, measure)].values()) for measure in chosen.measures]
        value = chosen.value.of(*parts) if chosen.is_ratio else parts[0]
        scaled = None if value is None else round(float(value / chosen.unit.scale), 4)
        return {
            "day": day.isoformat(),
            "value": scaled,
            "text": chosen.unit.text(value),
            "url": chosen.rows_url(self.region, day),
        }


def quarter_ends_before(day: date, count: int) -> list[date]:
    """The last days of the ``count`` quarters that ended before ``day``, the oldest first."""
    first = date(day.year, (day.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1, 1)
    ends = []
    while len(ends) < count:
        end = first - timedelta(days=1)
        ends.append(end)
        first = date(end.year, end.month - MONTHS_A_QUARTER + 1, 1)
    return ends[::-1]
