"""社工站建设进度台账: one row a station in the plan, with its stage, people and money."""

from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Sum
from django.utils.translation import gettext_lazy as _

from core.figures import YUAN_PER_WAN, rounded
from core.scope import covers
from funding.models import Allocation
from personnel.models import Posting, SocialWorker
from regions.models import Region
from reports.official.period import MONTH, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet
from reports.panels.matrix import county_path
from stations.models import Agency, Engagement, Milestone, Stage, Station

COLUMNS = (
    Column(_("No."), Kind.NUMBER, 5),
    Column(_("County-level unit"), width=9),
    Column(_("Township"), width=10),
    Column(_("Station"), width=16),
    Column(_("Builder"), width=7),
    Column(_("Operating agency"), width=16),
    Column(_("Venue"), width=10),
    Column(_("Area (m²)"), Kind.DECIMAL, 8),
    Column(_("Stage"), width=9),
    Column(_("Planned on"), Kind.DAY, 11),
    Column(_("Achieved on"), Kind.DAY, 11),
    Column(_("Opened on"), Kind.DAY, 11),
    Column(_("Full-time"), Kind.NUMBER, 6),
    Column(_("Certified"), Kind.NUMBER, 6),
    Column(_("Money (10,000 yuan)"), Kind.DECIMAL, 9),
    Column(_("Problems"), width=18),
    Column(_("Person in charge"), width=9),
)
FULL_TIME, CERTIFIED, MONEY = 12, 13, 14


def sheet(user, region: Region, period: Period) -> Sheet:
    """The stations in the plan on the day; the number of queries does not depend on how many there are."""
    on = period.on
    stations = list(_stations(user, region, on))
    counties = _counties(user, stations)
    money = _money(user, region, stations, on)
    rows = [[number, *_row(station, counties, money, on)] for number, station in enumerate(stations, start=1)]
    note = _("Planned and achieved on: of the stage reached. Money: allocated to the station up to the day.")
    return Sheet(COLUMNS, rows, _total(rows), note)


def _stations(user, region, on):
    is_certified = Exists(SocialWorker.objects.certified(on).filter(pk=OuterRef("worker")))
    postings = Posting.objects.visible_to(user).on(on).select_related("worker")
    operators = Engagement.objects.on(on).operators().filter(agency__in=Agency.objects.visible_to(user))
    return (
        Station.objects.visible_to(user)
        .under(region)
        .in_plan(on)
        .with_stage_on(on)
        .select_related("township")
        .prefetch_related(
            Prefetch("milestones", Milestone.objects.order_by("stage")),
            Prefetch("postings", postings.annotate(is_certified=is_certified), to_attr="postings_on_day"),
            Prefetch("engagements", operators.select_related("agency"), to_attr="operators_on_day"),
        )
        .order_by("township__path", "code")
    )


def _counties(user, stations) -> dict[str, str]:
    """The names of the counties in scope, by path."""
    paths = {county_path(station) for station in stations}
    return dict(Region.objects.visible_to(user).filter(path__in=paths).values_list("path", "name"))


def _money(user, region, stations, on) -> dict[int, Decimal] | None:
    """What each station was allocated up to the day, in 万元; None for readers who may not see money."""
    if not covers(user, "funding.view_allocation", region.path):
        return None
    allocated = Allocation.objects.visible_to(user).posted_by(on).filter(station__in=stations).order_by()
    sums = allocated.values_list("station").annotate(sum_yuan=Sum("amount_yuan"))
    return {station: rounded(amount / YUAN_PER_WAN) for station, amount in sums}


def _row(station: Station, counties, money, on: date) -> list:
    milestones = {one.stage: one for one in station.milestones.all()}
    reached = milestones.get(station.stage_on)
    opened = milestones.get(Stage.OPENED)
    ahead = (one for one in milestones.values() if station.stage_on < one.stage <= Stage.OPERATING)
    builder = next(ahead, reached)
    people = {posting.worker_id: posting for posting in station.postings_on_day}.values()
    return [
        counties.get(county_path(station), ""),
        station.township.name,
        station.name,
        builder.get_responsible_level_display() if builder else "",
        "、".join(one.agency.name for one in station.operators_on_day),
        station.get_venue_type_display() if station.venue_type else "",
        station.area_m2,
        Stage(station.stage_on).label,
        reached.planned_on if reached else None,
        _achieved(reached, on),
        _achieved(opened, on),
        sum(posting.employment_type == Posting.EmploymentType.FULL_TIME for posting in people),
        sum(posting.is_certified for posting in people),
        None if money is None else money.get(station.pk, Decimal(0)),
        "；".join(_problems(milestones.values(), on)),
        "、".join(posting.worker.name for posting in people if posting.role == Posting.Role.HEAD),
    ]


def _achieved(milestone: Milestone | None, on: date) -> date | None:
    """The day it was achieved, where that lies not after ``on``."""
    day = milestone.achieved_on if milestone else None
    return day if day and day <= on else None


def _problems(milestones, on: date):
    """The overdue milestones, each with the cause of its delay where one is stated."""
    for one in milestones:
        if not one.is_overdue(on):
            continue
        cause = one.get_delay_cause_display() if one.delay_cause else ""
        words = [Stage(one.stage).label, str(cause), one.delay_note]
        yield " ".join(str(word) for word in words if word)


def _total(rows) -> list:
    total = [""] * len(COLUMNS)
    total[1] = _("Total")
    for column in (FULL_TIME, CERTIFIED, MONEY):
        known = [row[column] for row in rows if row[column] is not None]
        total[column] = sum(known) if known else None
    return total


FORM = OfficialForm(
    code="progress",
    title=_("Ledger of station construction"),
    lead=_("Every station in the plan: who builds and runs it, how far it is, its people and its money."),
    every=MONTH,
    permission="stations.view_station",
    sheet=sheet,
)
