"""Making the whole demonstration, and writing it in one go."""

from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from accounts.models import RoleAssignment, User
from demo.accounts import USERNAMES, Accounts, make_accounts, set_passwords
from demo.agency_care import AgencyCare, make_agency_care
from demo.deputies import name_deputies
from demo.funding.costs import make_costs
from demo.funding.grants import make_grants
from demo.funding.ledger import make_ledger
from demo.funding.money_steps import take_money_steps
from demo.oversight import take_oversight_steps
from demo.personnel.certificates import add_certificates
from demo.personnel.people import make_people
from demo.personnel.postings import make_postings
from demo.personnel.supervision import make_supervision, make_supervisors
from demo.personnel.training import make_training
from demo.places import Places, read_places
from demo.published import make_published
from demo.returns import late_posting, make_returns
from demo.services import Services, make_services
from demo.stations.agencies import make_agencies
from demo.stations.deliverables import make_deliverables
from demo.stations.engagements import make_engagements
from demo.stations.evidence import make_evidence
from demo.stations.milestones import add_milestones
from demo.stations.standards import make_answers, make_standard
from demo.stations.stations import make_sites
from funding.models import Allocation, Budget, Disbursement, Expenditure, PaymentRequest, UnitCost
from personnel.models import (
    AgencyFounder,
    Certificate,
    CourseLecturer,
    EducationCredit,
    Enrolment,
    Position,
    Posting,
    Registration,
    SocialWorker,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from reports.models import MonthlyReturn, PublishedFigure
from services.models import Need, PlanItem, ServiceCase, ServiceGroup, ServicePlan, ServiceRecord
from stations.models import (
    Agency,
    AgencyRating,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Incubation,
    IncubationBase,
    Interruption,
    Milestone,
    ServiceModel,
    StandardAnswer,
    StandardItem,
    Station,
    Support,
)

REASON = "演示数据（虚构）"
MODEL_CODE = "1138N"
BATCH = 500


class NotEmptyError(Exception):
    """The database holds records that the demonstration would mix with."""


@dataclass
class Demonstration:
    """Every record of the demonstration, unsaved, in the order in which they can be written."""

    accounts: Accounts
    records: list[tuple[type, list]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    links: list[tuple[type[Model], list]] = field(default_factory=list)

    def add(self, model: type, records: list) -> None:
        """Add records to be written after those already added."""
        self.records.append((model, records))

    def all_of(self, model: type) -> list:
        """The records of one kind."""
        return [one for kind, records in self.records if kind is model for one in records]

    def __len__(self) -> int:
        return sum(len(records) for _model, records in self.records) + len(self.evidence)


def make_demonstration(places: Places, model: ServiceModel, *, password: str = "") -> Demonstration:
    """All records for the divisions of ``places``, following the service model; writes nothing."""
    accounts = make_accounts(places, password=password)
    agencies = make_agencies(places)
    sites = make_sites(places, model)
    add_milestones(sites, accounts)
    engagements = make_engagements(sites, agencies)
    components = {component.code: component for component in model.components.all()}
    deliverables = make_deliverables(sites, components, places, accounts)
    people = make_people(places, agencies)
    add_certificates(people)
    positions, postings = make_postings(sites, people)
    demonstration = Demonstration(accounts)
    demonstration.add(User, list(accounts.users.values()))
    demonstration.add(RoleAssignment, accounts.assignments)
    demonstration.add(Agency, agencies)
    demonstration.add(Station, [site.station for site in sites])
    demonstration.add(Milestone, [one for site in sites for one in site.milestones])
    demonstration.add(Interruption, [one for site in sites for one in site.interruptions])
    demonstration.add(Engagement, engagements)
    demonstration.add(Deliverable, deliverables)
    standard, items = make_standard()
    demonstration.add(ConstructionStandard, [standard])
    demonstration.add(StandardItem, items)
    demonstration.add(StandardAnswer, make_answers(sites, items, accounts))
    demonstration.add(SocialWorker, [person.worker for person in people])
    demonstration.add(Certificate, [one for person in people for one in person.certificates])
    demonstration.add(Registration, [one for person in people for one in person.registrations])
    demonstration.add(Position, positions)
    demonstration.add(Posting, postings)
    _add_learning(demonstration, places, people, sites)
    _add_agency_care(demonstration, make_agency_care(places, agencies, people))
    _add_services(demonstration, make_services(sites, accounts))
    demonstration.add(UnitCost, make_costs(components))
    courses = demonstration.all_of(TrainingCourse)
    grants = make_grants(places, sites)
    _add_money(demonstration, make_ledger(grants, places, engagements, courses, accounts))
    demonstration.add(PublishedFigure, make_published(places.city))
    demonstration.evidence = make_evidence(sites, deliverables, accounts)
    return demonstration


def _add_learning(demonstration: Demonstration, places: Places, people, sites) -> None:
    training = make_training(places, people, demonstration.accounts)
    demonstration.add(TrainingCourse, training.courses)
    demonstration.add(CourseLecturer, training.lecturers)
    demonstration.add(Enrolment, training.enrolments)
    demonstration.add(EducationCredit, training.credits)
    supervisors = make_supervisors(places, people)
    demonstration.add(Supervisor, supervisors)
    demonstration.add(SupervisionRecord, make_supervision(sites, supervisors))


def _add_agency_care(demonstration: Demonstration, care: AgencyCare) -> None:
    demonstration.add(AgencyFounder, care.founders)
    demonstration.add(AgencyRating, care.ratings)
    demonstration.add(IncubationBase, care.bases)
    demonstration.add(Incubation, care.incubations)
    demonstration.add(Support, care.support)


def _add_services(demonstration: Demonstration, services: Services) -> None:
    demonstration.add(ServiceCase, services.cases)
    demonstration.add(ServiceGroup, services.groups)
    demonstration.add(ServicePlan, services.plans)
    demonstration.add(PlanItem, services.items)
    demonstration.add(Need, services.needs)
    demonstration.add(ServiceRecord, services.records)
    demonstration.links = list(services.link_rows())


def _add_money(demonstration: Demonstration, ledger) -> None:
    demonstration.add(Budget, ledger.budgets)
    for entries in ledger.allocations:
        demonstration.add(Allocation, entries)
    demonstration.add(PaymentRequest, ledger.requests)
    for model, rounds in (
        (Disbursement, ledger.disbursements),
        (Expenditure, ledger.expenditures),
    ):
        for entries in rounds:
            demonstration.add(model, entries)


@transaction.atomic
def load(*, password: str = "") -> Demonstration:
    """Make the demonstration and write it, all or nothing.

    Raises ``NotEmptyError`` where there are stations already, ``PlacesMissingError`` where the
    divisions are not loaded.
    """
    _refuse_full_database()
    places = read_places()
    demonstration = make_demonstration(places, ServiceModel.objects.get(code=MODEL_CODE), password=password)
    set_passwords(demonstration.accounts)
    for model, records in demonstration.records:
        _write(model, records)
    for through, rows in demonstration.links:
        through._default_manager.bulk_create(rows, batch_size=BATCH)
    _count_rows()
    _add_returns(demonstration, places)
    # Last, because files outlive a transaction that is rolled back.
    Evidence.objects.bulk_create(demonstration.evidence, batch_size=BATCH)
    take_money_steps(demonstration.accounts, places)
    take_oversight_steps(demonstration.accounts, places)
    name_deputies(demonstration.accounts)
    return demonstration


def _write(model: type, records: list) -> None:
    bulk_create_with_history(records, model, batch_size=BATCH, default_change_reason=REASON)


def _count_rows() -> None:
    """Let PostgreSQL's planner know what it reads next: its own look at the tables sees none of it yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _add_returns(demonstration: Demonstration, places: Places) -> None:
    """The returns freeze what is written so far; then one row comes late."""
    for model, records in (
        (MonthlyReturn, make_returns(demonstration.accounts, places.counties)),
        (Posting, [late_posting(places.counties)]),
    ):
        demonstration.add(model, records)
        _write(model, records)


def _refuse_full_database() -> None:
    if Station.objects.exists():
        raise NotEmptyError("The database already holds stations; start with an empty one.")
    taken = User.objects.filter(username__in=USERNAMES).values_list("username", flat=True)
    if taken:
        raise NotEmptyError(f"The database already has accounts called {', '.join(taken)}.")
