"""What the stations did: much volunteering at first, children and the elderly served, others forgotten.

Three records a quarter for each station. Disabled persons, families on subsistence allowance and
those that lost their only child come into view late and in few places, as the study found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.codes import numbered
from demo.accounts import Accounts
from demo.days import LAST_DAY, after, end_of
from demo.pattern import hits, pick, scatter
from demo.stations.stations import Site
from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from services.models.plan import code_of
from services.rules.methods import PHASES, Method, Nature, Phase

MONTHS_A_QUARTER = 3
# From when on a station in so many serves those whom the others forget.
TURN = date(2023, 4, 1)
FORGOTTEN = ("DISABLED", "DIBAO", "LOST_ONLY_CHILD")
SERVED_OFTEN = ("ELDER", "CHILD", "ELDER", "YOUTH", "CHILD", "ELDER")
FIELD_OF = {
    "ELDER": "ELDER_CARE",
    "CHILD": "CHILD_WELFARE",
    "YOUTH": "PARTICIPATION",
    "DISABLED": "INCLUSION",
    "DIBAO": "SOCIAL_ASSISTANCE",
    "LOST_ONLY_CHILD": "COMFORT",
}
NEEDS = (
    ("独居老人助餐", "ELDER", Need.Channel.VISIT),
    ("留守儿童课后看护", "CHILD", Need.Channel.MEETING),
    ("残疾人居家康复指导", "DISABLED", Need.Channel.SURVEY),
    ("低保家庭就业信息", "DIBAO", Need.Channel.HOTLINE),
    ("青少年心理疏导", "YOUTH", Need.Channel.REFERRAL),
    ("失独家庭节日陪伴", "LOST_ONLY_CHILD", Need.Channel.VISIT),
)
ITEMS = (
    ("入户探访", Method.VISIT, PlanItem.Metric.UNITS, 4),
    ("主题小组", Method.GROUP, PlanItem.Metric.SESSIONS, 12),
    ("志愿服务活动", Method.VOLUNTEER, PlanItem.Metric.HOURS, 40),
)
# Stations whose plan of the last year waits for the county, and those with a need nobody looked at.
WAITING_PLANS, NEW_NEEDS = (3, 40), (0, 1, 42)


@dataclass
class Services:
    """The records of this part, and the groups that go with them: (record, group)."""

    cases: list[ServiceCase] = field(default_factory=list)
    groups: list[ServiceGroup] = field(default_factory=list)
    plans: list[ServicePlan] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    records: list[ServiceRecord] = field(default_factory=list)
    links: list[tuple] = field(default_factory=list)

    def link_rows(self) -> Iterator[tuple[type, list]]:
        """The rows that tie records and needs to their target groups."""
        for model, name in ((ServiceRecord, "servicerecord"), (Need, "need"), (PlanItem, "planitem")):
            through = model.groups.through
            yield (
                through,
                [
                    through(**{name: one, "targetgroup": group})
                    for one, group in self.links
                    if isinstance(one, model)
                ],
            )


@dataclass(frozen=True)
class Writer:
    """Makes the services of one station."""

    site: Site
    accounts: Accounts
    terms: dict[str, object]
    made: Services

    @property
    def reporter(self):
        return self.accounts.reporter(self.site.township.code)

    @property
    def last_day(self) -> date:
        return after(self.site.closed_on, -1) if self.site.closed_on else LAST_DAY

    def write(self) -> None:
        """All years since it works."""
        serial = 0
        for year in range(self.site.operating_on.year, self.last_day.year + 1):
            items = self._plan(year)
            for quarter in range(4):
                for place in range(3):
                    served_on = self._day(year, quarter, place)
                    if self.site.operating_on <= served_on <= self.last_day:
                        serial += 1
                        self._record(serial, served_on, place, items)
            self._need(year, items)

    def _day(self, year: int, quarter: int, place: int) -> date:
        first = date(year, quarter * MONTHS_A_QUARTER + 1, 1)
        return after(first, place * 28 + scatter(self.site.number + place, 27))

    def _plan(self, year: int) -> dict[str, PlanItem]:
        station = self.site.station
        since = max(date(year, 1, 10), self.site.operating_on)
        plan = ServicePlan(
            code=code_of(station, year),
            name=f"{station.name} {year}",
            station=station,
            year=year,
            status=ServicePlan.Status.SUBMITTED,
            submitted_on=since,
            submitted_by=self.reporter,
        )
        if year < LAST_DAY.year or self.site.number not in WAITING_PLANS:
            plan.status = ServicePlan.Status.APPROVED
            plan.approved_on = min(after(since, 10), end_of(year))
            plan.approved_by = self.accounts.acceptor(self.site.township.code)
        items = [
            numbered(
                PlanItem(
                    plan=plan,
                    name=name,
                    method=method,
                    metric=metric,
                    target=target,
                    min_sessions=4 if method == Method.GROUP else 1,
                    min_persons=5 if method == Method.GROUP else 1,
                ),
                number,
            )
            for number, (name, method, metric, target) in enumerate(ITEMS, start=1)
        ]
        self.made.plans.append(plan)
        self.made.items += items
        return {item.method: item for item in items}

    def _record(self, serial: int, served_on: date, place: int, items) -> None:
        seed = self.site.number * 100 + serial
        method, nature, hours = self._kind(served_on, place, seed)
        group = self._group(served_on, seed)
        persons = self._persons(method, seed)
        sessions = 4 + scatter(seed, 3) if method == Method.GROUP else 1
        record = numbered(
            ServiceRecord(
                station=self.site.station,
                served_on=served_on,
                method=method,
                nature=nature,
                field=self.terms[FIELD_OF[group.code]],
                hours=hours,
                sessions=sessions,
                person_count=persons,
                attendance_count=persons * sessions,
                plan_item=items.get(method),
                satisfaction=88 + scatter(seed, 12) if hits(seed, 2, at=0) else None,
                entered_by=self.reporter,
            ),
            serial,
        )
        if method == Method.GROUP:
            record.service_group = self._meeting(served_on, sessions)
        if method == Method.CASE:
            self._contact(record)
        self.made.records.append(record)
        self.made.links.append((record, group))

    def _persons(self, method: str, seed: int) -> int:
        if method == Method.CASE:
            return 1
        if method in (Method.GROUP, Method.VOLUNTEER):
            return 6 + scatter(seed, 30)
        return 1 + scatter(seed, 9)

    def _kind(self, served_on: date, place: int, seed: int):
        """Volunteering first and always; professional methods take its place with the years."""
        years = served_on.year - self.site.operating_on.year
        if place == 0:
            return Method.VOLUNTEER, Nature.VOLUNTEER, Decimal(max(16 - 3 * years, 4))
        if place == 1 and hits(seed, 2, at=0):
            return Method.SURVEY, Nature.ADMINISTRATIVE, Decimal(3)
        if place == 1:
            return Method.VISIT, Nature.PROFESSIONAL, Decimal(2 + years)
        method = pick((Method.CONSULT, Method.GROUP, Method.VISIT), seed)
        if method == Method.CONSULT and years:
            # Case work begins when people know the station.
            method = Method.CASE
        return method, Nature.PROFESSIONAL, Decimal(2 + 2 * years)

    def _group(self, served_on: date, seed: int) -> TargetGroup:
        if served_on >= TURN and hits(seed, 13, at=5):
            return self.terms[pick(FORGOTTEN, scatter(seed, 5))]
        return self.terms[pick(SERVED_OFTEN, seed)]

    def _meeting(self, served_on: date, sessions: int) -> ServiceGroup:
        started_on = max(after(served_on, -7 * sessions), self.site.operating_on)
        number = sum(one.station is self.site.station for one in self.made.groups[-40:]) + 1
        group = numbered(
            ServiceGroup(
                station=self.site.station,
                name=f"{served_on.year}年第{number}期主题小组",
                planned_sessions=sessions,
                started_on=started_on,
                ended_on=served_on,
            ),
            number,
        )
        self.made.groups.append(group)
        return group

    def _contact(self, record: ServiceRecord) -> None:
        """One case a year: each contact takes it a phase further, the end of the year closes it."""
        year = record.served_on.year
        own = [one for one in self.made.cases if one.station is self.site.station]
        if not own or own[-1].opened_on.year != year:
            case = ServiceCase(station=self.site.station, opened_on=record.served_on)
            own.append(numbered(case, len(own) + 1))
            self.made.cases.append(own[-1])
        case = own[-1]
        contacts = sum(one.case is case for one in self.made.records[-12:])
        record.case, record.phase = case, PHASES[Method.CASE][contacts]
        case.phase = record.phase
        if year < self.last_day.year:
            case.closed_on, case.outcome = end_of(year), ServiceCase.Outcome.REACHED
            case.phase = Phase.CLOSURE

    def _need(self, year: int, items) -> None:
        """A need a year; that of the last year is new in a few places."""
        seed = self.site.number + year
        raised_on = max(date(year, 3, 1 + scatter(seed, 27)), self.site.operating_on)
        if after(raised_on, 60) > self.last_day:
            return
        name, group, channel = pick(NEEDS, seed)
        need = numbered(
            Need(
                name=name,
                township=self.site.township,
                station=self.site.station,
                channel=channel,
                raised_on=raised_on,
                field=self.terms[FIELD_OF[group]],
                persons=3 + scatter(seed, 40),
            ),
            int(self.site.station.code[-1]) * 1000 + year % 100,
        )
        if year < LAST_DAY.year or self.site.number not in NEW_NEEDS:
            self._decide(need, seed, items)
        else:
            need.raised_on = after(LAST_DAY, -5)
        self.made.needs.append(need)
        self.made.links.append((need, self.terms[group]))

    def _decide(self, need: Need, seed: int, items) -> None:
        need.assessed_on, need.assessed_by = after(need.raised_on, 7), self.reporter
        need.urgency = pick((Need.Urgency.NORMAL, Need.Urgency.SOON, Need.Urgency.URGENT), seed)
        need.responsible = pick(
            (Need.Responsible.JOINT, Need.Responsible.GOVERNMENT, Need.Responsible.SOCIETY), seed
        )
        need.decided_on = after(need.raised_on, 14)
        status = pick((Need.Status.RESOLVED, Need.Status.PLANNED, Need.Status.REFERRED), seed // 3)
        need.status = status
        if status == Need.Status.REFERRED:
            need.referred_to = "县级民政部门"
            return
        need.plan_item = items[Method.VISIT]
        if status == Need.Status.RESOLVED:
            need.closed_on, need.reason = after(need.raised_on, 50), "已纳入计划并提供服务"


def make_services(sites: list[Site], accounts: Accounts) -> Services:
    """The services of all stations that work; reads the terms, writes nothing."""
    terms = {one.code: one for model in (ServiceField, TargetGroup) for one in model.objects.all()}
    made = Services()
    for site in sites:
        if site.operating_on:
            Writer(site, accounts, terms, made).write()
    return made
