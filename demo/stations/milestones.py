"""The construction of the stations, stage by stage: some in time, some late, some overdue today."""

from datetime import date
from typing import cast

from demo.accounts import Accounts
from demo.days import LAST_DAY, after
from demo.pattern import hits, is_among, pick, scatter
from demo.stations.stations import Site
from stations.models import Milestone, Stage

# Days before the station works, and who has to see to the stage.
LEVELS, CAUSES = Milestone.Level, Milestone.DelayCause
COURSE = {
    Stage.PLANNED: (300, LEVELS.CITY, CAUSES.COORDINATION),
    Stage.SITE_CONFIRMED: (230, LEVELS.TOWNSHIP, CAUSES.SITE),
    Stage.FUNDED: (205, LEVELS.COUNTY, CAUSES.FUNDING),
    Stage.PROCURING: (170, LEVELS.COUNTY, CAUSES.PROCUREMENT),
    Stage.CONTRACTED: (120, LEVELS.COUNTY, CAUSES.AGENCY),
    Stage.FITTED: (75, LEVELS.TOWNSHIP, CAUSES.SITE),
    Stage.STAFFED: (45, LEVELS.AGENCY, CAUSES.STAFFING),
    Stage.OPENED: (12, LEVELS.TOWNSHIP, CAUSES.COORDINATION),
    Stage.OPERATING: (0, LEVELS.COUNTY, CAUSES.STAFFING),
}
WITH_AN_AGENCY = {Stage.PROCURING, Stage.CONTRACTED}
NOTES: dict[str, str] = {
    CAUSES.SITE: "原定场地另作他用，重新选址",
    CAUSES.FUNDING: "经费未列入年初预算",
    CAUSES.PROCUREMENT: "首次采购响应不足，重新组织",
    CAUSES.AGENCY: "无机构可进驻",
    CAUSES.STAFFING: "专职岗位招聘未满",
    CAUSES.COORDINATION: "等待相关部门会签",
    CAUSES.OTHER: "等待评估安排",
}
# Township, planned and achieved: two titles before the bureau's statement of March 2023.
TITLES = (
    ("131125100", date(2022, 12, 31), date(2022, 12, 15)),
    ("131103100", date(2022, 12, 31), date(2023, 1, 10)),
    ("131102004", date(2024, 11, 30), date(2024, 11, 20)),
    ("131127100", date(2024, 12, 31), date(2024, 12, 5)),
    ("131121100", date(2025, 3, 31), date(2025, 6, 18)),
    ("131182101", date(2025, 12, 31), date(2025, 11, 12)),
    ("131102001", date(2026, 6, 30), date(2026, 10, 12)),
    ("131121102", date(2025, 12, 31), None),
    ("131126103", date(2026, 3, 31), None),
    ("131128100", date(2026, 6, 30), None),
    ("131122100", date(2026, 9, 30), None),
    ("131102002", date(2026, 12, 31), None),
    ("131123100", date(2027, 3, 31), None),
)


# Said to operate since before proof was asked for, and short of it.
WITHOUT_PROOF = "ST-131122100-2"
# Reported long after their day, or not confirmed yet: the day of the report and the reason for the day.
REPORTED_LATE = {
    ("ST-131126100-2", Stage.OPERATING): (date(2026, 10, 19), "2024年6月已运营，建站时未在平台填报，现补录"),
}
REPORTED = {("ST-131102001-1", Stage.DEMONSTRATION): (date(2026, 10, 12), date(2026, 10, 20))}
CONFIRMED_AFTER = 3


def add_milestones(sites: list[Site], accounts: Accounts) -> None:
    """Give every site its milestones, and the station the stage that follows from those that count."""
    titles = {township: (planned, achieved) for township, planned, achieved in TITLES}
    for site in sites:
        site.milestones = [
            _milestone(site, stage) for stage in COURSE if site.has_agency or stage not in WITH_AN_AGENCY
        ]
        if site.township.code in titles and site.station.code.endswith("-1"):
            site.milestones.append(_title(site, *titles[site.township.code]))
        for milestone in site.milestones:
            if milestone.achieved_on:
                _report(milestone, site, accounts)
        counted = [one.stage for one in site.milestones if one.counts_from]
        site.station.stage = max(counted, default=Stage.PLANNED)


def _report(milestone: Milestone, site: Site, accounts: Accounts) -> None:
    """Who reported it and when, and who confirmed it, where that is asked for."""
    place = (site.station.code, Stage(milestone.stage))
    if place[0] == WITHOUT_PROOF and milestone.stage >= Stage.FITTED:
        return
    milestone.reported_by = accounts.clerk(site.county.code)
    milestone.reported_on = milestone.achieved_on
    if place in REPORTED:
        milestone.reported_on = REPORTED[place][1]
    elif place in REPORTED_LATE:
        milestone.reported_on, milestone.reason = REPORTED_LATE[place]
        milestone.entered_late = True
    else:
        milestone.counts_from = milestone.achieved_on
        if milestone.stage >= Stage.OPERATING:
            milestone.confirmed_by = accounts.users["city"]
            milestone.confirmed_on = after(cast("date", milestone.achieved_on), CONFIRMED_AFTER)


def _milestone(site: Site, stage: Stage) -> Milestone:
    days, level, cause = COURSE[stage]
    seed = site.number * 100 + stage
    reached_days, *_rest = COURSE[site.reached]
    # The day of a stage that was not skipped, counted from the day of the furthest one.
    due = after(site.reached_on, (reached_days - days) * (90 + scatter(seed, 21)) // 100)
    if stage > site.reached:
        return _open(site, stage, due, level, cause)
    is_late = is_among(scatter(seed, 100), site.county.late_percent, 100)
    planned = after(due, -8 - scatter(seed, 85)) if is_late else after(due, scatter(seed, 20))
    return Milestone(
        station=site.station,
        stage=stage,
        planned_on=planned,
        achieved_on=due,
        responsible_level=level,
        delay_cause=cause if is_late else "",
        delay_note=NOTES[cause] if is_late and hits(seed, 3, at=0) else "",
    )


def _open(site: Site, stage: Stage, due: date, level: str, cause: str) -> Milestone:
    """A stage still to come; where its day has passed, with the cause of the delay."""
    is_overdue = due < LAST_DAY
    return Milestone(
        station=site.station,
        stage=stage,
        planned_on=due,
        responsible_level=level,
        delay_cause=cause if is_overdue else "",
        delay_note=NOTES[cause] if is_overdue else "",
    )


def _title(site: Site, planned: date, achieved: date | None) -> Milestone:
    is_late = planned < (achieved or LAST_DAY)
    cause = pick((CAUSES.STAFFING, CAUSES.FUNDING, CAUSES.OTHER), site.number) if is_late else ""
    return Milestone(
        station=site.station,
        stage=Stage.DEMONSTRATION,
        planned_on=planned,
        achieved_on=achieved,
        responsible_level=LEVELS.CITY,
        delay_cause=cause,
        delay_note=NOTES.get(cause, ""),
    )
