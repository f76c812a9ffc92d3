"""Indicators of the labour market: who works at the stations, who left, what stands vacant.

Staff are the postings of employed people, full-time and part-time; volunteers are no staff.
"""

from datetime import date

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from core.days import months_later
from core.texts import Text
from indicators.indicator import Indicator, Ratio, Rows
from indicators.measures import Measure, Source
from indicators.people import CERTIFIED, VIEW_WORKER, certified
from indicators.units import DAYS, PERSONS, POSTS, SHARE
from personnel.models import Position, Posting, SocialWorker
from personnel.models.posting import PostingQuerySet
from personnel.rules.certificate_clock import Status

VIEW_POSTING, VIEW_POSITION = "personnel.view_posting", "personnel.view_position"
MONTHS = 12
SOON_DAYS = 90


def _year_before(on: date) -> date:
    return months_later(on, -MONTHS)


def _at_both_ends(rows: PostingQuerySet, on: date) -> PostingQuerySet:
    """Staff on the day or a year before, each with how many of the two days: the sum of both head counts."""
    start = _year_before(on)
    present = rows.staff().filter(
        pk__in=(Posting.objects.on(on) | Posting.objects.on(start)).order_by().values("pk")
    )
    both = Q(pk__in=Posting.objects.on(on).order_by().values("pk")) & Q(
        pk__in=Posting.objects.on(start).order_by().values("pk")
    )
    return present.annotate(times_present=Case(When(both, then=Value(2)), default=Value(1)))


STAFF = Source("staff", "labour", Posting, lambda rows, on: rows.on(on).staff())
LEFT = Source("left", "labour", Posting, lambda rows, on: rows.staff().left_between(_year_before(on), on))
BOTH_ENDS = Source("both ends", "labour", Posting, _at_both_ends)
FILLINGS = Source(
    "fillings",
    "labour",
    Posting,
    lambda rows, on: rows.with_days_to_fill().filter(started_on__gt=_year_before(on), started_on__lte=on),
)
NEEDED = Source("needed posts", "labour", Position, lambda rows, on: rows.needed(on))

staff = Measure("staff", STAFF)
part_time = Measure("part time", STAFF, lambda on: Q(employment_type=Posting.EmploymentType.PART_TIME))
left = Measure("left", LEFT)
both_ends = Measure("both ends", BOTH_ENDS, column="times_present")
fillings = Measure("fillings", FILLINGS)
days_to_fill = Measure("days to fill", FILLINGS, column="days_to_fill")
needed = Measure("needed", NEEDED)
vacant = Measure("vacant", NEEDED, lambda on: Q(pk__in=Position.objects.vacant(on).order_by().values("pk")))
practising = Measure(
    "practising", CERTIFIED, lambda on: Q(pk__in=SocialWorker.objects.practising(on).values("pk"))
)

STATION_STAFF = Indicator(
    code="station_staff",
    label=_("Staff of the stations"),
    unit=PERSONS,
    formula=_(
        "Full-time and part-time postings that run on the day, at the station's township; no volunteers."
    ),
    value=staff,
    permission=VIEW_POSTING,
    better="up",
)
PART_TIME_SHARE = Indicator(
    code="part_time_share",
    label=_("Part-time share of the staff"),
    unit=SHARE,
    formula=_("Part-time postings ÷ full-time and part-time postings on the day."),
    value=Ratio(part_time, staff),
    permission=VIEW_POSTING,
    better="down",
)
STAFF_LEFT = Indicator(
    code="staff_left",
    label=_("Leavers in twelve months"),
    unit=PERSONS,
    formula=_(
        "Postings of staff that ended in the twelve months before the day, whatever the reason; "
        "moves to another station do not count."
    ),
    value=left,
    permission=VIEW_POSTING,
    better="down",
)
TURNOVER = Indicator(
    code="turnover",
    label=_("Turnover"),
    unit=SHARE,
    formula=_(
        "Leavers in twelve months ÷ mean of the staff at both ends of the year: "
        "2 × leavers ÷ (staff a year before + staff on the day)."
    ),
    value=Ratio(left, both_ends, times=2),
    permission=VIEW_POSTING,
    better="down",
)
POSTS_NEEDED = Indicator(
    code="posts_needed",
    label=_("Posts needed"),
    unit=POSTS,
    formula=_("Posts that stations need on the day, filled or vacant."),
    value=needed,
    permission=VIEW_POSITION,
    rows=Rows("personnel:position-list", days=("on",), params={"state": "needed"}),
)
POSTS_VACANT = Indicator(
    code="posts_vacant",
    label=_("Vacant posts"),
    unit=POSTS,
    formula=_("Posts needed on the day with nobody in them."),
    value=vacant,
    permission=VIEW_POSITION,
    rows=Rows("personnel:position-list", days=("on",), params={"state": "vacant"}),
    better="down",
)
VACANCY_RATE = Indicator(
    code="vacancy_rate",
    label=_("Vacancy rate"),
    unit=SHARE,
    formula=_("Vacant posts ÷ posts needed."),
    value=Ratio(vacant, needed),
    permission=VIEW_POSITION,
    rows=POSTS_VACANT.rows,
    better="down",
)
TIME_TO_FILL = Indicator(
    code="time_to_fill",
    label=_("Time to fill a post"),
    unit=DAYS,
    formula=_(
        "Days that posts stood vacant until filled ÷ posts filled, both in the twelve months up to the day."
    ),
    value=Ratio(days_to_fill, fillings),
    permission=VIEW_POSTING,
    better="down",
)
PRACTISING_RATIO = Indicator(
    code="practising_ratio",
    label=_("Practising ratio"),
    unit=SHARE,
    formula=_("Certified workers at a station, an agency or a community ÷ certified workers."),
    value=Ratio(practising, certified),
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on",), params={"practising": "true"}),
    better="up",
)


def _with_status(status: Status) -> Measure:
    people = SocialWorker.objects
    return Measure(
        f"clock {status.value}",
        CERTIFIED,
        lambda on: Q(pk__in=people.with_clock_status(status, on).values("pk")),
    )


def _clock(status: Status, label: Text, better: str) -> Indicator:
    return Indicator(
        code=f"registration_{status.value}",
        label=label,
        unit=PERSONS,
        formula=_(
            "Certified workers by how the registration of their highest certificate stands on the day."
        ),
        value=_with_status(status),
        permission=VIEW_WORKER,
        rows=Rows("personnel:worker-list", days=("certified_on",), params={"clock": status.value}),
        better=better,
    )


BY_CLOCK = (
    _clock(Status.VALID, _("Registration valid"), "up"),
    _clock(Status.RENEWAL_WINDOW, _("Renewal due"), ""),
    _clock(Status.EXPIRED, _("Registration expired"), "down"),
    _clock(Status.NOT_REGISTERED, _("Not yet registered"), ""),
    _clock(Status.FIRST_OVERDUE, _("First registration overdue"), "down"),
)
ENDING_SOON = Indicator(
    code="registration_ending",
    label=_("Registration ends within 90 days"),
    unit=PERSONS,
    formula=_("Certified workers whose registration ends on the day or within 90 days from it."),
    value=Measure(
        "ending soon",
        CERTIFIED,
        lambda on: Q(pk__in=SocialWorker.objects.ending_within(SOON_DAYS, on).values("pk")),
    ),
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on",), params={"ends_within": str(SOON_DAYS)}),
    better="down",
)

INDICATORS = (
    STATION_STAFF,
    PART_TIME_SHARE,
    STAFF_LEFT,
    TURNOVER,
    POSTS_NEEDED,
    POSTS_VACANT,
    VACANCY_RATE,
    TIME_TO_FILL,
    PRACTISING_RATIO,
    *BY_CLOCK,
    ENDING_SOON,
)
