"""Who founded the agencies, how they were rated, and which of them were housed in a base.

Nothing of this is said of 融联, which is real.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.pinyin import search_columns
from demo.days import LAST_DAY, after
from demo.pattern import hits, pick, scatter
from demo.personnel.people import Person
from demo.places import Places
from demo.stations.agencies import RONGLIAN
from personnel.models import AgencyFounder, Certificate
from stations.models import Agency, AgencyRating, Incubation, IncubationBase, Support

GRADES = ("3A", "2A", "4A", "3A", "1A", "3A", "5A")
RATED_AFTER, FIVE_YEARS = 730, 1825
BASE_OPENED_ON = date(2021, 5, 8)
STAY = 720
KINDS = Support.Kind
ENOUGH = 2


@dataclass
class AgencyCare:
    """Founders, ratings and incubation, unsaved."""

    founders: list[AgencyFounder] = field(default_factory=list)
    ratings: list[AgencyRating] = field(default_factory=list)
    bases: list[IncubationBase] = field(default_factory=list)
    incubations: list[Incubation] = field(default_factory=list)
    support: list[Support] = field(default_factory=list)


def make_agency_care(places: Places, agencies: list[Agency], people: list[Person]) -> AgencyCare:
    """What the records say of the agencies besides themselves."""
    care = AgencyCare(bases=_bases(places))
    known = [agency for agency in agencies if agency.name != RONGLIAN]
    for number, agency in enumerate(known):
        _add_founders(care, number, agency, people)
        if agency.registered_on and not hits(number, 4, at=2):
            _add_rating(care, number, agency)
        if agency.registered_on is None or agency.registered_on > date(2021, 1, 1):
            _add_incubation(care, number, agency)
    return care


def _bases(places: Places) -> list[IncubationBase]:
    rows = (
        ("示例社会组织孵化基地（市级）", places.city),
        ("示例社工孵化基地（桃城）", places.counties["131102"]),
    )
    return [
        IncubationBase(
            code=IncubationBase.series.code(number),
            name=name,
            **search_columns(name),
            region=region,
            venue=f"示例路{number}号",
            opened_on=BASE_OPENED_ON,
        )
        for number, (name, region) in enumerate(rows, start=1)
    ]


def _add_founders(care: AgencyCare, number: int, agency: Agency, people: list[Person]) -> None:
    """Mostly two certified founders; some agencies have one, or somebody who only claims it."""
    certified = [one for one in people if _is_certified_at(one, agency)]
    if hits(number, 6, at=5) or len(certified) < ENOUGH:
        name = f"示例发起人{number:02d}"
        claim = "社会工作师（待核实）" if hits(number, 2, at=1) else ""
        care.founders.append(AgencyFounder(agency=agency, name=name, claimed_certificate=claim))
        certified = certified[:1]
    first = scatter(number, 50)
    chosen = (
        {id(one): one for one in (pick(certified, first), pick(certified, first + 1))} if certified else {}
    )
    care.founders += [
        AgencyFounder(agency=agency, worker=one.worker, name=one.worker.name) for one in chosen.values()
    ]


def _is_certified_at(person: Person, agency: Agency) -> bool:
    """Whether the person lives in the agency's county or works for it, and holds the certificate."""
    is_near = person.worker.agency is agency or person.worker.home_region.path.startswith(
        agency.home_region.path
    )
    return is_near and any(one.level >= Certificate.Level.INTERMEDIATE for one in person.certificates)


def _add_rating(care: AgencyCare, number: int, agency: Agency) -> None:
    rated_on = after(agency.registered_on, RATED_AFTER + scatter(number, 300))
    if rated_on > LAST_DAY:
        return
    care.ratings.append(
        AgencyRating(
            agency=agency,
            grade=pick(GRADES, number),
            rated_on=rated_on,
            valid_to=after(rated_on, FIVE_YEARS),
            document="示例评估文件",
        )
    )


def _add_incubation(care: AgencyCare, number: int, agency: Agency) -> None:
    base = care.bases[1] if agency.home_region.code == "131102" else care.bases[0]
    entered_on = max(after(agency.registered_on or date(2026, 6, 1), -60), BASE_OPENED_ON)
    incubation = Incubation(agency=agency, base=base, entered_on=entered_on)
    left_on = after(entered_on, STAY)
    if left_on <= LAST_DAY:
        is_over = agency.status == Agency.Status.DEREGISTERED
        incubation.left_on = left_on
        incubation.outcome = Incubation.Outcome.LEFT_EARLY if is_over else Incubation.Outcome.GRADUATED
    care.incubations.append(incubation)
    given_on = after(entered_on, 30)
    if given_on <= LAST_DAY:
        care.support.append(
            Support(incubation=incubation, kind=KINDS.VENUE, given_on=given_on, note="办公工位两个")
        )
        amount = Decimal(pick((5000, 8000, 10000), number))
        care.support.append(
            Support(incubation=incubation, kind=KINDS.MONEY, given_on=given_on, amount_yuan=amount)
        )
