"""The people of a region on a day: by level and employer, and by agency, each number with its rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from core.days import months_later
from indicators.labour import MONTHS
from personnel.models import Certificate, Posting, SocialWorker
from stations.models import Agency

EMPLOYERS = SocialWorker.EmployerType


@dataclass(frozen=True)
class Cell:
    """A number and the address of its rows."""

    number: int
    url: str


@dataclass(frozen=True)
class LevelLine:
    """The certified people of one level, or of all, by employer and in total."""

    label: str
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class AgencyLine:
    """The station staff that one agency employs, and who of them left within a year."""

    agency: Agency
    staff: int
    part_time: int
    left: int
    before: int
    url: str

    @property
    def part_time_share(self) -> Decimal | None:
        return Decimal(self.part_time) / self.staff if self.staff else None

    @property
    def turnover(self) -> Decimal | None:
        present = self.staff + self.before
        return Decimal(2 * self.left) / present if present else None


def by_level(user, region, on: date) -> list[LevelLine]:
    """Certified people by highest level and employer, the last line for all levels; one query."""
    people: Any = SocialWorker.objects.visible_to(user).under(region).certified(on)
    counted = people.order_by().values_list("level", "employer_type").annotate(Count("pk"))
    numbers = {(level, employer): number for level, employer, number in counted}
    lines = [
        _line(numbers, [level.value], level.label, region, on, level.value) for level in Certificate.Level
    ]
    return [*lines, _line(numbers, Certificate.Level.values, "", region, on)]


def _line(numbers, levels, label, region, on, level=None) -> LevelLine:
    def cell(employers, **which):
        number = sum(numbers.get((one, employer), 0) for one in levels for employer in employers)
        wanted = {"region": region.code, "certified_on": on.isoformat()} | which
        if level:
            wanted["level"] = level
        return Cell(number, f"{reverse('personnel:worker-list')}?{urlencode(wanted)}")

    cells = [cell([employer.value], employer_type=employer.value) for employer in EMPLOYERS]
    return LevelLine(str(label), cells, cell(EMPLOYERS.values))


def by_agency(user, region, on: date) -> list[AgencyLine]:
    """The agencies in scope that employ staff at the region's stations, the largest first; two queries."""
    start = months_later(on, -MONTHS)
    postings = Posting.objects.visible_to(user).under(region).staff().overlapping(start, on)
    runs, ran = Posting.objects.holding(on), Posting.objects.holding(start)
    left = Q(ended_on__gte=start, ended_on__lt=on) & ~Q(leave_reason=Posting.LeaveReason.TRANSFERRED)
    counted = (
        postings.filter(worker__agency__in=Agency.objects.visible_to(user))
        .order_by()
        .values_list("worker__agency")
        .annotate(
            now=Count("pk", filter=runs),
            part=Count("pk", filter=runs & Q(employment_type=Posting.EmploymentType.PART_TIME)),
            gone=Count("pk", filter=left),
            before=Count("pk", filter=ran),
        )
    )
    numbers = {agency: (now, part, gone, before) for agency, now, part, gone, before in counted}
    agencies = Agency.objects.filter(pk__in=numbers)
    lines = [AgencyLine(one, *numbers[one.pk], _people_of(one, region, on)) for one in agencies]
    return sorted(lines, key=lambda line: (-line.staff, line.agency.code))


def _people_of(agency, region, on) -> str:
    query = {"region": region.code, "agency": agency.code, "posted_on": on.isoformat()}
    return f"{reverse('personnel:worker-list')}?{urlencode(query)}"
