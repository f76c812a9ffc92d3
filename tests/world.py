"""One record of every noun, in one county at a time: what the tests about all doors walk through."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from exchange.actions import check_batch, receive_file
from exchange.registry import RESOURCES
from stations.models import ConstructionStandard, Evidence
from tests.accounts.factories import make_user
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_disbursement,
    make_expenditure,
)
from tests.personnel.factories import make_complete_worker
from tests.regions.factories import make_region
from tests.reports.factories import make_published_figure
from tests.services.factories import (
    make_case,
    make_group,
    make_item,
    make_need,
    make_plan,
    make_record,
)
from tests.stations import files
from tests.stations.factories import (
    make_agency,
    make_answer,
    make_community,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_standard,
    make_station,
)


@dataclass(frozen=True)
class World:
    """The records of one county."""

    county: object
    township: object
    agency: object
    station: object
    deliverable: object
    evidence: object
    worker: object
    need: object
    plan: object
    plan_item: object
    service: object
    budget: object
    allocation: object
    disbursement: object
    expenditure: object
    batch: object


def make_world(township, mark: str) -> World:
    """A county's records, each of whose names carries ``mark``, so that a leak is seen in any text."""
    county = township.parent
    community = make_community(township, name=f"{mark}社区")
    agency = make_agency(county, name=f"{mark}社工服务中心")
    station = make_station(township, operating_on=date(2022, 3, 1), name=f"{mark}社工站")
    make_engagement(agency, station)
    make_interruption(station, reason=f"{mark}修缮", started_on=date(2022, 9, 1), ended_on=date(2022, 9, 30))
    deliverable = make_deliverable(station, name=f"{mark}项目", accepted_on=date(2022, 5, 1))
    make_deliverable(station, component="COMMUNITY_ROOM", community=community, name=f"{mark}社工室")
    evidence = make_evidence(deliverable, title=f"{mark}佐证")
    standard = ConstructionStandard.objects.first() or make_standard({})
    make_answer(station, standard.items.get(), "yes", note=f"{mark}说明")
    worker = make_complete_worker(county, station, name=f"{mark}社工")
    need = make_need(township, station=station, community=community, name=f"{mark}需求")
    plan = make_plan(station, note=f"{mark}计划")
    plan_item = make_item(plan, name=f"{mark}探访")
    service = make_record(
        station, workers=[worker], need=need, plan_item=plan_item, note=f"{mark}探访记录", groups=["DIBAO"]
    )
    make_record(station, method="case", case=make_case(station, note=f"{mark}个案"), note=f"{mark}个案记录")
    make_record(station, method="group", service_group=make_group(station, name=f"{mark}小组"))
    budget = make_budget(county, name=f"{mark}预算")
    allocation = make_allocation(budget, township, station=station, purpose=f"{mark}站点经费")
    disbursement = make_disbursement(allocation, payee=f"{mark}收款单位")
    expenditure = make_expenditure(disbursement, payee=f"{mark}商店")
    make_published_figure(county, source=f"{mark}通报")
    return World(
        county=county,
        township=township,
        agency=agency,
        station=station,
        deliverable=deliverable,
        evidence=evidence,
        worker=worker,
        need=need,
        plan=plan,
        plan_item=plan_item,
        service=service,
        budget=budget,
        allocation=allocation,
        disbursement=disbursement,
        expenditure=expenditure,
        batch=make_import(county, mark),
    )


def make_evidence(deliverable, title) -> Evidence:
    """A small picture that shows the deliverable."""
    evidence = Evidence(deliverable=deliverable, title=title, file=files.upload(files.PNG))
    evidence.full_clean()
    evidence.save()
    return evidence


def make_import(county, mark):
    """A file of the county's officer with one row that is wrong."""
    officer = make_user(f"importer-{county.code}", Role.COUNTY_OFFICER, county, full_name=f"{mark}干事")
    content = f"name,area_m2\r\n{mark}站,much\r\n".encode()
    batch = receive_file(RESOURCES["stations"], name=f"{mark}.csv", content=content, by=officer)
    return check_batch(batch, by=officer)


def make_two_counties():
    """The records of 桃城区 and of 枣强县, in one city."""
    make_region("131100", "衡水市")
    make_region("131102", "桃城区")
    make_region("131121", "枣强县")
    taocheng = make_world(make_region("131102002", "河东街道"), "桃城")
    zaoqiang = make_world(make_region("131121100", "枣强镇"), "枣强")
    return taocheng, zaoqiang
