"""Indicators of the people at the stations, each counted at the township of the station."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.indicator import Indicator, Ratio
from indicators.labour import STAFF, part_time
from indicators.measures import Measure, Source
from indicators.stations import completed_stations
from indicators.units import PERSONS, SHARE, STATIONS
from personnel.models import Posting, SocialWorker
from personnel.rules.staffing import is_short_of_staff
from stations.models import Station

VIEW_POSTING = "personnel.view_posting"

full_time_staff = Measure(
    "full-time staff", STAFF, lambda on: Q(employment_type=Posting.EmploymentType.FULL_TIME)
)
certified_staff = Measure(
    "certified staff", STAFF, lambda on: Q(worker__in=SocialWorker.objects.certified(on).values("pk"))
)
registered_staff = Measure(
    "registered staff",
    STAFF,
    lambda on: Q(
        worker__in=SocialWorker.objects.on_register(on)
        .with_registration(on)
        .filter(Q(highest_valid_to__gte=on))
        .values("pk")
    ),
)
# Sources of their own: people are counted at the region's stations alone.
SHORT = Source(
    "stations short of staff",
    "stations",
    Station,
    lambda rows, on: rows.completed(on).filter(is_short_of_staff(on)),
)
STAFFED = Source(
    "stations with enough staff",
    "stations",
    Station,
    lambda rows, on: rows.completed(on).exclude(is_short_of_staff(on)),
)

short_of_staff = Measure("short of staff", SHORT)
sufficiently_staffed = Measure("sufficiently staffed", STAFFED)

STAFF_FULL_TIME = Indicator(
    code="staff_full_time",
    label=_("Full-time staff of the stations"),
    unit=PERSONS,
    formula=_("Full-time postings at stations that run on the day; a person has at most one."),
    value=full_time_staff,
    permission=VIEW_POSTING,
    better="up",
)
STAFF_PART_TIME = Indicator(
    code="staff_part_time",
    label=_("Part-time staff of the stations"),
    unit=PERSONS,
    formula=_("Part-time postings at stations that run on the day; who has two is counted at each station."),
    value=part_time,
    permission=VIEW_POSTING,
)
STAFF_CERTIFIED = Indicator(
    code="staff_certified",
    label=_("Certified staff of the stations"),
    unit=PERSONS,
    formula=_("Postings at stations that run on the day, of persons certified on it."),
    value=certified_staff,
    permission=VIEW_POSTING,
    better="up",
)
STAFF_REGISTERED = Indicator(
    code="staff_registered",
    label=_("Staff of the stations with a valid registration"),
    unit=PERSONS,
    formula=_(
        "Postings at stations that run on the day, of persons whose registration of the highest "
        "certificate is valid on it."
    ),
    value=registered_staff,
    permission=VIEW_POSTING,
    better="up",
)

STATIONS_SHORT_OF_STAFF = Indicator(
    code="stations_short_of_staff",
    label=_("Completed stations short of staff"),
    unit=STATIONS,
    formula=_(
        "Completed stations that have fewer full-time or certified people on the day than the rules in force "
        "asked of them up to the stage “operating”; they stay completed."
    ),
    value=short_of_staff,
    permission=VIEW_POSTING,
    better="down",
)
STATIONS_STAFFED_SHARE = Indicator(
    code="stations_staffed_share",
    label=_("Share of completed stations with enough staff"),
    unit=SHARE,
    formula=_("Completed stations that are not short of staff on the day ÷ completed stations."),
    value=Ratio(sufficiently_staffed, completed_stations),
    permission=VIEW_POSTING,
    better="up",
)

INDICATORS = (
    STAFF_FULL_TIME,
    STAFF_PART_TIME,
    STAFF_CERTIFIED,
    STAFF_REGISTERED,
    STATIONS_SHORT_OF_STAFF,
    STATIONS_STAFFED_SHARE,
)
