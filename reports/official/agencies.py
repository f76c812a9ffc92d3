"""机构台账: the registered agencies of a region, their people and their stations."""

from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import SocialWorker
from regions.models import Region
from reports.official.period import QUARTER, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet
from stations.models import Agency, Engagement

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
    Column(_("Grade"), width=8),
)
FULL_TIME, CERTIFIED, SHARE, STATIONS = 6, 7, 8, 9


def sheet(user, region: Region, period: Period) -> Sheet:
    """The agencies registered on the day at their home region; three queries."""
    on = period.on
    agencies = list(
        Agency.objects.visible_to(user)
        .under(region)
        .registered_on_day(on)
        .order_by("home_region__path", "code")
    )
    staff = _staff(agencies, on)
    stations = _stations(agencies, on)
    rows = [
        [number, *_row(agency, staff.get(agency.pk, (0, 0)), stations.get(agency.pk, 0))]
        for number, agency in enumerate(agencies, start=1)
    ]
    note = _("Certified: of the full-time staff. Grades of assessment are not kept in the portal yet.")
    return Sheet(COLUMNS, rows, _total(rows), note)


def _staff(agencies, on) -> dict[int, tuple[int, int]]:
    """How many work full-time for each agency, and how many of them are certified."""
    is_certified = Exists(SocialWorker.objects.certified(on).filter(pk=OuterRef("pk")))
    people = SocialWorker.objects.on_register(on).filter(
        agency__in=agencies, employment_type=SocialWorker.EmploymentType.FULL_TIME
    )
    counted = (
        people.annotate(is_certified=is_certified)
        .order_by()
        .values_list("agency")
        .annotate(full_time=Count("pk"), certified=Count("pk", filter=Q(is_certified=True)))
    )
    return {agency: (full_time, certified) for agency, full_time, certified in counted}


def _stations(agencies, on) -> dict[int, int]:
    """At how many stations each agency is engaged as the operator."""
    engaged = Engagement.objects.on(on).operators().filter(agency__in=agencies).order_by()
    return dict(engaged.values_list("agency").annotate(stations=Count("station", distinct=True)))


def _row(agency: Agency, staff: tuple[int, int], stations: int) -> list:
    full_time, certified = staff
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
        "",
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
