"""One record of every noun, in one county at a time: what the tests about all doors walk through."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from exchange.actions.import_batch import begin, check_batch, receive_file
from exchange.actions.webhook import subscribe
from exchange.models import WebhookDelivery, WebhookSubscription
from exchange.resources.registry import RESOURCES
from funding import actions
from stations.models import ConstructionStandard, Evidence
from tests.accounts.factories import make_saved_filter, make_user
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_closing,
    make_contract,
    make_cost,
    make_disbursement,
    make_expenditure,
    make_request,
)
from tests.oversight.factories import (
    make_finding,
    make_inspection,
    make_judgement,
    make_purse,
    make_rectification,
    spend,
)
from tests.personnel.factories import make_access, make_complete_worker, make_position
from tests.personnel.training import (
    make_course,
    make_credit,
    make_enrolment,
    make_founder,
    make_lecturer,
    make_supervision,
    make_supervisor,
)
from tests.regions.factories import make_region
from tests.reports.factories import make_published_figure, make_submitted
from tests.services.factories import (
    make_case,
    make_group,
    make_item,
    make_need,
    make_plan,
    make_record,
)
from tests.stations import files
from tests.stations.agencies import make_base, make_incubation, make_rating, make_support
from tests.stations.factories import (
    make_agency,
    make_answer,
    make_community,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_service_model,
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
    position: object
    need: object
    plan: object
    plan_item: object
    service: object
    budget: object
    allocation: object
    disbursement: object
    expenditure: object
    payment_request: object
    contract: object
    closing: object
    carry_over: object
    batch: object
    monthly_return: object
    course: object
    credit: object
    supervisor: object
    supervision: object
    base: object
    case: object
    group: object
    inspection: object
    finding: object
    rectification_file: object
    judgement: object
    unusual: object


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
    position = make_position(station)
    make_access(worker, reason=f"{mark}核对")
    rate_and_incubate(agency, mark)
    base = agency.incubations.get().base
    course = make_course(county, name=f"{mark}培训", organiser=f"{mark}民政局")
    make_lecturer(course, name=f"{mark}讲师")
    make_enrolment(course, worker)
    credit = make_credit(worker, approved=False, proof=f"{mark}证明")
    supervisor = make_supervisor(county, name=f"{mark}督导")
    supervision = make_supervision(supervisor, station, worker, content=f"{mark}研讨")
    make_founder(agency, name=f"{mark}发起人")
    need = make_need(township, station=station, community=community, name=f"{mark}需求")
    plan = make_plan(station, note=f"{mark}计划")
    plan_item = make_item(plan, name=f"{mark}探访")
    service = make_record(
        station, workers=[worker], need=need, plan_item=plan_item, note=f"{mark}探访记录", groups=["DIBAO"]
    )
    case = make_case(station, note=f"{mark}个案")
    group = make_group(station, name=f"{mark}小组")
    make_record(station, method="case", case=case, note=f"{mark}个案记录")
    make_record(station, method="group", service_group=group)
    budget = make_budget(county, name=f"{mark}预算")
    allocation = make_allocation(budget, township, station=station, purpose=f"{mark}站点经费")
    disbursement = make_disbursement(allocation, payee=f"{mark}收款单位")
    expenditure = make_expenditure(disbursement, payee=f"{mark}商店")
    clerk = make_user(f"clerk-{county.code}", Role.TOWNSHIP_OFFICER, township, full_name=f"{mark}经办")
    contract = make_contract(county, agency, clerk, name=f"{mark}合同", allocations=[allocation])
    inspection = make_inspection(county, name=f"{mark}检查")
    finding = make_finding(township, inspection=inspection, name=f"{mark}问题", station=station)
    rectification = make_rectification(finding, by=clerk, title=f"{mark}整改")
    make_published_figure(county, source=f"{mark}通报")
    make_webhook(county, mark)
    return World(
        county=county,
        township=township,
        agency=agency,
        station=station,
        deliverable=deliverable,
        evidence=evidence,
        worker=worker,
        position=position,
        need=need,
        plan=plan,
        plan_item=plan_item,
        service=service,
        budget=budget,
        allocation=allocation,
        disbursement=disbursement,
        expenditure=expenditure,
        payment_request=make_request(allocation, clerk, purpose=f"{mark}用款"),
        contract=contract,
        closing=make_closing(county, year=2020),
        carry_over=make_carry_over(county, mark, clerk),
        batch=make_import(county, mark),
        monthly_return=make_monthly_return(county, mark),
        course=course,
        credit=credit,
        supervisor=supervisor,
        supervision=supervision,
        base=base,
        case=case,
        group=group,
        inspection=inspection,
        finding=finding,
        rectification_file=rectification.files.get(),
        judgement=make_judgement(township, reason=f"{mark}已核"),
        unusual=make_unusual(township, mark),
    )


def make_unusual(township, mark):
    """A round sum in the last days of a year."""
    purse = make_purse(township, name=f"{mark}年底预算")
    return spend(purse, "5000.00", date(2022, 12, 20), payee=f"{mark}百货")


def make_carry_over(county, mark, by):
    """What was left of the year before, in another pair of budgets."""
    words = {"name": f"{mark}结转", "source": "donation"}
    origin = make_budget(county, year=2021, approved_on=date(2021, 2, 1), **words)
    target = make_budget(county, **words)
    return actions.carry_over(origin, to=target, by=by, on=date(2022, 1, 20))


def rate_and_incubate(agency, mark) -> None:
    """A grade of the agency, its place in a base and the support it received there."""
    make_rating(agency, document=f"{mark}评估")
    base = make_base(agency.home_region, name=f"{mark}孵化基地", venue=f"{mark}路1号")
    make_support(make_incubation(agency, base), note=f"{mark}场地")


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
    make_saved_filter(officer, name=f"{mark}筛选")
    batch = receive_file(RESOURCES["stations"], name=f"{mark}.csv", content=content, by=officer)
    return check_batch(begin(batch, "check"), by=officer)


def make_webhook(county, mark):
    """Another system of the county that could not be reached."""
    owner = make_user(f"system-{county.code}", Role.COUNTY_OFFICER, county, full_name=f"{mark}平台")
    one = WebhookSubscription(name=f"{mark}平台", owner=owner, target_url="https://example.com/")
    subscribe(one, by=owner)
    failure = {"since": 0, "until": 1, "event_count": 1, "error": f"{mark}不通"}
    WebhookDelivery.objects.create(subscription=one, **failure)


def make_monthly_return(county, mark):
    """What the county's officer submitted for June 2022."""
    officer = make_user(f"returner-{county.code}", Role.COUNTY_OFFICER, county, full_name=f"{mark}填报员")
    return make_submitted(county, by=officer, comment=f"{mark}说明")


def make_two_counties():
    """The records of 桃城区 and of 枣强县, in one city."""
    make_region("131100", "衡水市")
    for component, amount in [("CORE_PROJECT", 5000), ("COMMUNITY_ROOM", 2000)]:
        make_cost(make_service_model().components.get(code=component), amount_yuan=amount)
    make_region("131102", "桃城区")
    make_region("131121", "枣强县")
    taocheng = make_world(make_region("131102002", "河东街道"), "桃城")
    zaoqiang = make_world(make_region("131121100", "枣强镇"), "枣强")
    return taocheng, zaoqiang
