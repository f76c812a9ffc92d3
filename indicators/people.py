"""Indicators of the agencies and of the certified workers, each counted at its home region."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from indicators.indicator import Indicator, Ratio, Rows
from indicators.measures import Measure, Source
from indicators.stations import townships
from indicators.units import AGENCIES, AGENCIES_PER_TOWNSHIP, PERSONS, SHARE
from personnel.models import Certificate, SocialWorker
from stations.models import Agency

VIEW_AGENCY = "stations.view_agency"
VIEW_WORKER = "personnel.view_socialworker"

REGISTERED = Source("registered agencies", "people", Agency, lambda rows, on: rows.registered_on_day(on))
CERTIFIED = Source("certified workers", "people", SocialWorker, lambda rows, on: rows.certified(on))

agencies = Measure("agencies", REGISTERED)
founded_by_others = Measure(
    "founded by others", REGISTERED, lambda on: Q(pk__in=Agency.objects.founded_by_others().values("pk"))
)
city_registered = Measure(
    "registered with the city",
    REGISTERED,
    lambda on: Q(pk__in=Agency.objects.at_level(Agency.RegistrationLevel.CITY).values("pk")),
)
certified = Measure("certified", CERTIFIED)
outside_employment = Measure(
    "outside public employment",
    CERTIFIED,
    lambda on: Q(pk__in=SocialWorker.objects.outside_public_employment().values("pk")),
)
public_employment = Measure(
    "in public employment",
    CERTIFIED,
    lambda on: Q(pk__in=SocialWorker.objects.in_public_employment().values("pk")),
)
posted = Measure("posted", CERTIFIED, lambda on: Q(pk__in=SocialWorker.objects.posted(on).values("pk")))
full_time = Measure(
    "full time", CERTIFIED, lambda on: Q(pk__in=SocialWorker.objects.full_time(on).values("pk"))
)

AGENCIES_REGISTERED = Indicator(
    code="agencies",
    label=_("Agencies"),
    unit=AGENCIES,
    formula=_(
        "Social-work agencies registered on or before the day and not deregistered by then, "
        "counted at their home region."
    ),
    value=agencies,
    permission=VIEW_AGENCY,
    rows=Rows("stations:agency-list", days=("registered_as_of",)),
    better="up",
)
AGENCIES_FOUNDED_BY_OTHERS = Indicator(
    code="agencies_founded_by_others",
    label=_("Agencies founded by other bodies"),
    unit=AGENCIES,
    formula=_(
        "Registered agencies founded by volunteer associations, elder-care homes, property companies, "
        "hospitals or others: all whose founder is not professional."
    ),
    value=founded_by_others,
    permission=VIEW_AGENCY,
    rows=Rows("stations:agency-list", days=("registered_as_of",), params={"founder_type": "others"}),
)
AGENCIES_FOUNDED_BY_OTHERS_SHARE = Indicator(
    code="agencies_founded_by_others_share",
    label=_("Share of agencies founded by other bodies"),
    unit=SHARE,
    formula=_("Agencies founded by other bodies ÷ agencies."),
    value=Ratio(founded_by_others, agencies),
    permission=VIEW_AGENCY,
    rows=AGENCIES_FOUNDED_BY_OTHERS.rows,
)
AGENCIES_CITY_REGISTERED = Indicator(
    code="agencies_city_registered",
    label=_("Agencies registered with the city"),
    unit=AGENCIES,
    formula=_("Registered agencies whose registration authority is the city's."),
    value=city_registered,
    permission=VIEW_AGENCY,
    rows=Rows(
        "stations:agency-list",
        days=("registered_as_of",),
        params={"registration_level": Agency.RegistrationLevel.CITY.value},
    ),
)
AGENCIES_BY_TOWNSHIP = Indicator(
    code="agencies_per_township",
    label=_("Agencies per township"),
    unit=AGENCIES_PER_TOWNSHIP,
    formula=_("Agencies ÷ townships to cover."),
    value=Ratio(agencies, townships),
    permission=VIEW_AGENCY,
    rows=AGENCIES_REGISTERED.rows,
    better="up",
)
CERTIFIED_WORKERS = Indicator(
    code="certified_workers",
    label=_("Certified workers"),
    unit=PERSONS,
    formula=_(
        "Persons in the register who hold a certificate issued on or before the day, each counted once, "
        "at the home region."
    ),
    value=certified,
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on",)),
    better="up",
)


def _at_level(level: Certificate.Level, code: str, label: Text, formula: Text) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=PERSONS,
        formula=formula,
        value=Measure(f"level {level.name}", CERTIFIED, lambda on: Q(level=level.value)),
        permission=VIEW_WORKER,
        rows=Rows("personnel:worker-list", days=("certified_on",), params={"level": str(level.value)}),
    )


CERTIFIED_ASSISTANTS = _at_level(
    Certificate.Level.ASSISTANT,
    "certified_assistants",
    _("Certified assistant social workers"),
    _("Certified workers whose highest certificate is that of an assistant."),
)
CERTIFIED_INTERMEDIATE = _at_level(
    Certificate.Level.INTERMEDIATE,
    "certified_intermediate",
    _("Certified social workers, intermediate level"),
    _("Certified workers whose highest certificate is the intermediate one."),
)
CERTIFIED_SENIOR = _at_level(
    Certificate.Level.SENIOR,
    "certified_senior",
    _("Certified senior social workers"),
    _("Certified workers whose highest certificate is the senior one."),
)
CERTIFIED_PUBLIC_SHARE = Indicator(
    code="certified_public_share",
    label=_("Certified workers in public employment"),
    unit=SHARE,
    formula=_("Certified workers employed by party, government or public institutions ÷ certified workers."),
    value=Ratio(public_employment, certified),
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on",), params={"public": "true"}),
    better="down",
)
CERTIFIED_OUTSIDE_SHARE = Indicator(
    code="certified_outside_share",
    label=_("Certified workers outside public employment"),
    unit=SHARE,
    formula=_(
        "Certified workers not employed by party, government or public institutions ÷ certified workers."
    ),
    value=Ratio(outside_employment, certified),
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on",), params={"public": "false"}),
    better="up",
)
CERTIFIED_FULL_TIME_SHARE = Indicator(
    code="certified_full_time_share",
    label=_("Full-time share of posted certified workers"),
    unit=SHARE,
    formula=_("Certified workers with an open full-time posting ÷ certified workers with an open posting."),
    value=Ratio(full_time, posted),
    permission=VIEW_WORKER,
    rows=Rows("personnel:worker-list", days=("certified_on", "full_time_on")),
    better="up",
)

INDICATORS = (
    AGENCIES_REGISTERED,
    AGENCIES_FOUNDED_BY_OTHERS,
    AGENCIES_FOUNDED_BY_OTHERS_SHARE,
    AGENCIES_CITY_REGISTERED,
    AGENCIES_BY_TOWNSHIP,
    CERTIFIED_WORKERS,
    CERTIFIED_ASSISTANTS,
    CERTIFIED_INTERMEDIATE,
    CERTIFIED_SENIOR,
    CERTIFIED_PUBLIC_SHARE,
    CERTIFIED_OUTSIDE_SHARE,
    CERTIFIED_FULL_TIME_SHARE,
)
