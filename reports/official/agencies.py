"""机构台账: the registered agencies of a region, their people and their stations."""

from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from personnel.rules.fitness import fitness_of, with_fitness
from regions.models import Region
from reports.official.period import QUARTER, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet
from stations.models import Agency, AgencyRating, Engagement

COLUMNS = (
    Column(_("No."), Kind.NUMBER, 5),
    Column(_("Agency"), width=24),
    Column(_("Unified social credit code"), width=21),
    Column(_("Registered with the"), width=9),
    Column(_("Founded by"), width=14),
    Column(_("Contact"), width=9),
    Column(_("Full-time"), Kind.NUMBER, 8),
    Column(_("Certified"), Kind.NUMBER, 8),
    Column(_("Certified share"), Kind.SHARE, 9),
    Column(_("Stations run"), Kind.NUMBER, 8),
    Column(_("Grade (valid to)"), width=15),
    Column(_("Fit"), width=8),
)
FULL_TIME, CERTIFIED, SHARE, STATIONS = 6, 7, 8, 9


def sheet(user, region: Region, period: Period) -> Sheet:
    """The agencies registered on the day at their home region, with their fitness; three queries."""
    on = period.on
    registered = Agency.objects.visible_to(user).under(region).registered_on_day(on)
    agencies = list(with_fitness(registered, on).order_by("home_region__path", "code"))
    stations = _stations(agencies, on)
    grades = _grades(agencies, on)
    rows = [
        [number, *_row(agency, stations.get(agency.pk, 0), grades.get(agency.pk, ""), on)]
        for number, agency in enumerate(agencies, start=1)
    ]
    note = _(
        "Certified: full-time staff with a registration in force or a degree in social work. "
        "Fit: by the provincial rule in force on the day."
    )
    return Sheet(COLUMNS, rows, _total(rows), note)


def _grades(agencies, on) -> dict[int, str]:
    """The grade of each agency's latest rating in force, with its last day."""
    grades: dict[int, str] = {}
    for rating in AgencyRating.objects.on(on).filter(agency__in=agencies).latest_first():
        grades.setdefault(rating.agency_id, f"{rating.grade}（{rating.valid_to.isoformat()}）")
    return grades


def _stations(agencies, on) -> dict[int, int]:
    """At how many stations each agency is engaged as the operator."""
    engaged = Engagement.objects.on(on).operators().filter(agency__in=agencies).order_by()
    return dict(engaged.values_list("agency").annotate(stations=Count("station", distinct=True)))


def _row(agency: Agency, stations: int, grade: str, on) -> list:
    full_time, certified = agency.staff_full_time, agency.staff_qualified
    return [
        agency.name,
        agency.uscc or "",
        agency.get_registration_level_display(),
        agency.get_founder_type_display(),
        agency.contact_name,
        full_time,
        certified,
        _share(certified, full_time),
        stations,
        grade,
        fitness_of(agency, on).state.label,
    ]


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _total(rows) -> list:
    total = [""] * len(COLUMNS)
    total[1] = _("Total")
    for column in (FULL_TIME, CERTIFIED, STATIONS):
        total[column] = sum(row[column] for row in rows)
    total[SHARE] = _share(total[CERTIFIED], total[FULL_TIME])
    return total


FORM = OfficialForm(
    code="agencies",
    title=_("Register of agencies"),
    lead=_("The registered agencies of the region, their staff and the stations they run."),
    every=QUARTER,
    permission="stations.view_agency",
    sheet=sheet,
)
