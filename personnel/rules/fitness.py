"""Whether an agency is fit to take on services, by the provincial rule in force on a day.

The rule asks for founders who hold the certificate of a social worker, for a share of the full-time
staff that is validly certified or studied social work, and for registered capital. What the records
do not know stays unknown: it is neither met nor not met.

Whoever works for an agency is known as of now; people are those on the register on the day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from core.texts import Text
from personnel.models import AgencyFounder, Registration, SocialWorker
from stations.models import Agency, FitnessRule
from stations.models.agency import AgencyQuerySet

DEGREES = (
    SocialWorker.Education.BACHELOR,
    SocialWorker.Education.MASTER,
    SocialWorker.Education.DOCTOR,
)
RULE_FIELDS = ("founders", "share_part", "share_whole", "city_capital_yuan", "county_capital_yuan")


class State(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str | Promise:
        return STATE_LABELS[self]


STATE_LABELS = {State.MET: _("met"), State.NOT_MET: _("not met"), State.UNKNOWN: _("not known")}
TONES = {State.MET: "green", State.NOT_MET: "red", State.UNKNOWN: "secondary"}


@dataclass(frozen=True)
class Criterion:
    """One thing the rule asks for: what is required, what there is, and whether that is enough."""

    name: str | Promise
    required: str | Promise
    actual: str | Promise
    state: State
    reason: str | Promise = ""

    @property
    def tone(self) -> str:
        return TONES[self.state]


@dataclass(frozen=True)
class Fitness:
    """The criteria of the rule ``document`` for one agency on a day; without a rule nothing is known."""

    on: date
    document: str
    criteria: tuple[Criterion, ...]

    @property
    def state(self) -> State:
        """Fit where everything is met; not fit where anything is not; else not known."""
        states = {one.state for one in self.criteria}
        if State.NOT_MET in states:
            return State.NOT_MET
        return State.MET if states == {State.MET} else State.UNKNOWN

    @property
    def tone(self) -> str:
        return TONES[self.state]


def with_fitness(agencies: AgencyQuerySet, on: date) -> AgencyQuerySet:
    """Adds to ``agencies`` what ``fitness_of`` and ``is_fit`` read, for the day ``on``."""
    rule = FitnessRule.objects.in_force(on)
    founders = AgencyFounder.objects.filter(agency=OuterRef("pk"))
    staff = full_time_staff(on).filter(agency=OuterRef("pk"))
    return agencies.annotate(
        fit_document=Subquery(rule.values("document")[:1]),
        **{f"fit_{field}": Subquery(rule.values(field)[:1]) for field in RULE_FIELDS},
        founders_known=_count(founders, "agency"),
        founders_certified=_count(founders.certified(on), "agency"),
        founders_claimed=_count(founders.only_claimed(), "agency"),
        staff_full_time=_count(staff, "agency"),
        staff_qualified=_count(staff.filter(is_qualified(on)), "agency"),
    ).annotate(
        staff_share_gap=F("staff_qualified") * F("fit_share_whole")
        - F("staff_full_time") * F("fit_share_part")
    )


def full_time_staff(on):
    """Everybody who works full-time for an agency, on the register on the day ``on``."""
    full_time = SocialWorker.EmploymentType.FULL_TIME
    return SocialWorker.objects.on_register(on).filter(agency__isnull=False, employment_type=full_time)


def is_qualified(on) -> Q:
    """Workers with a registration in force on the day, or with a degree in social work."""
    in_force = Registration.objects.on(on).filter(certificate__worker=OuterRef("pk"))
    return Q(Exists(in_force)) | Q(is_social_work_major=True, education__in=DEGREES)


def _count(rows, group):
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def is_fit() -> Q:
    """The condition, for rows read with ``with_fitness``, of agencies that meet the whole rule."""
    levels = Agency.RegistrationLevel
    return (
        Q(founders_certified__gte=F("fit_founders"))
        & Q(staff_full_time__gt=0, staff_share_gap__gte=0)
        & (
            Q(registration_level=levels.CITY, capital_yuan__gte=F("fit_city_capital_yuan"))
            | Q(registration_level=levels.COUNTY, capital_yuan__gte=F("fit_county_capital_yuan"))
        )
    )


def fitness_of(agency, on) -> Fitness:
    """The fitness on the day ``on`` of an agency read with ``with_fitness`` for that day. Does not query."""
    if agency.fit_document is None:
        return Fitness(on, "", ())
    return Fitness(on, agency.fit_document, (_founders(agency), _staff(agency), _capital(agency)))


def _founders(agency) -> Criterion:
    required, certified = agency.fit_founders, agency.founders_certified
    state = State.NOT_MET
    reason: Text = ""
    if certified >= required:
        state = State.MET
    elif not agency.founders_known:
        state, reason = State.UNKNOWN, _("No founder is recorded.")
    elif certified + agency.founders_claimed >= required:
        state, reason = State.UNKNOWN, _("Certificates that founders claim are not in the register yet.")
    return Criterion(
        _("Founders with the certificate of a social worker"),
        _("at least %(number)d") % {"number": required},
        str(certified),
        state,
        reason,
    )


def _staff(agency) -> Criterion:
    part, whole = agency.fit_share_part, agency.fit_share_whole
    qualified, full_time = agency.staff_qualified, agency.staff_full_time
    state = State.UNKNOWN
    reason: Text = _("No full-time staff is recorded.")
    if full_time:
        state, reason = State.MET if meets_share(qualified, full_time, part, whole) else State.NOT_MET, ""
    return Criterion(
        _("Qualified full-time staff"),
        _("at least %(part)d of %(whole)d") % {"part": part, "whole": whole},
        _("%(part)d of %(whole)d") % {"part": qualified, "whole": full_time},
        state,
        reason,
    )


def meets_share(some: int, all_of_them: int, part: int, whole: int) -> bool:
    """Whether ``some`` are at least that share of ``all_of_them``, in whole numbers: 4 of 12 are a third."""
    return some * whole >= all_of_them * part


def _capital(agency) -> Criterion:
    levels = Agency.RegistrationLevel
    thresholds = {levels.CITY: agency.fit_city_capital_yuan, levels.COUNTY: agency.fit_county_capital_yuan}
    required = thresholds.get(agency.registration_level)
    state = State.UNKNOWN
    reason: Text = ""
    if required is None:
        reason = _("The rule has no threshold for agencies registered with the province.")
    elif agency.capital_yuan is None:
        reason = _("The capital is not recorded.")
    else:
        state = State.MET if agency.capital_yuan >= required else State.NOT_MET
    return Criterion(
        _("Registered capital (yuan)"),
        _("at least %(number)s") % {"number": grouped(required)},
        grouped(agency.capital_yuan),
        state,
        reason,
    )
