"""The page of a station, panel by panel, as an officer of its county sees it on one day."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import engines
from django.urls import reverse

from accounts.models import RoleAssignment
from accounts.roles import Role
from personnel.models import Certificate, Posting
from reports.panels.model_card import model_card
from reports.panels.timeline import timeline
from reports.views.station import StationView
from stations.models import Deliverable, Evidence, Milestone, Stage
from tests.accounts.factories import make_user
from tests.funding.factories import make_allocation, make_budget, make_disbursement, make_expenditure
from tests.personnel.factories import make_certificate, make_posting, make_registration, make_worker
from tests.reports.pages import in_english, panel, parsed, queries_of, rows, words
from tests.stations import files
from tests.stations.factories import (
    account,
    make_agency,
    make_community,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_service_model,
    make_station,
    suspend,
)

ON = date(2022, 6, 30)
ACCEPTED_ON = date(2022, 5, 4)


@pytest.fixture(autouse=True)
def today(monkeypatch, settings, tmp_path):
    """The page is read on 2022-06-30, whenever the test runs; files go to a directory of its own."""
    monkeypatch.setattr(StationView, "today", ON)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def station(hedong):
    return make_station(hedong, area_m2=Decimal("186.5"), address="人民东路100号", phone="0318-0000000")


@pytest.fixture
def read(client_of, taocheng_officer, station):
    """The page as parsed HTML, by default as the county's officer reads it."""

    def read_as(user=None):
        client = in_english(client_of(user or taocheng_officer))
        return parsed(client.get(station.get_absolute_url()))

    return read_as


def make_evidence(title, content=files.PDF, **shown):
    evidence = Evidence(title=title, file=files.upload(content), **shown)
    evidence.full_clean()
    evidence.save()
    return evidence


def make_money(station, amount_yuan, *, budget=None, category="labour"):
    """An allocation to the station, half of it disbursed and a quarter spent."""
    budget = budget or make_budget(station.township.parent, amount_yuan="300000.00")
    amount = Decimal(amount_yuan)
    allocation = make_allocation(
        budget, station.township, station=station, amount_yuan=amount, category=category
    )
    make_expenditure(make_disbursement(allocation, amount_yuan=amount / 2), amount_yuan=amount / 4)
    return allocation


# Heading


def test_the_breadcrumb_stays_inside_the_scope(read, taocheng, hedong, city_admin, hedong_officer):
    def crumbs(user=None):
        return [(words(link), link["href"]) for link in read(user).find(class_="breadcrumb").find_all("a")]

    county = ("桃城区", reverse("reports:region", args=["131102"]))
    township = ("河东街道", reverse("reports:region", args=["131102002"]))
    assert crumbs() == [county, township]
    assert crumbs(city_admin)[1:] == [county, township]
    assert crumbs(hedong_officer) == [township]


def test_a_station_is_completed_from_operating_on(read, station):
    assert "not completed" in words(read().h1)

    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1))

    assert words(read().h1) == "河东街道社工站 operating completed"


def test_a_suspended_station_says_since_when_and_why(read, station, taocheng_officer):
    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1))
    suspend(station, on=date(2022, 6, 1), reason="房屋漏水", by=taocheng_officer)

    page = read()

    assert "not completed" in words(page.h1)
    assert words(page.find(class_="alert")) == "suspended since 2022-06-01: 房屋漏水"


def test_only_those_who_may_change_it_are_led_to_its_verbs(read, station, taocheng_officer, auditor):
    link = reverse("stations:station-edit", args=[station.code])

    assert read(taocheng_officer).find("a", href=link)
    assert not read(auditor).find("a", href=link)


# Construction


def test_the_timeline_tells_early_late_overdue_due_and_unplanned(read, station):
    make_milestone(station, stage=Stage.PLANNED, planned_on=date(2022, 1, 10), achieved_on=date(2022, 1, 8))
    make_milestone(
        station, stage=Stage.SITE_CONFIRMED, planned_on=date(2022, 2, 1), achieved_on=date(2022, 2, 4)
    )
    make_milestone(station, stage=Stage.FUNDED, planned_on=date(2022, 3, 1), achieved_on=date(2022, 3, 1))
    make_milestone(
        station,
        stage=Stage.FITTED,
        planned_on=date(2022, 6, 20),
        delay_cause=Milestone.DelayCause.SITE,
        delay_note="租约未签",
        responsible_level=Milestone.Level.TOWNSHIP,
    )
    make_milestone(station, stage=Stage.STAFFED, planned_on=date(2022, 6, 29))
    make_milestone(station, stage=Stage.OPENED, planned_on=ON)
    make_milestone(station, stage=Stage.OPERATING, planned_on=date(2022, 7, 12))

    page = read()

    assert rows(panel(page, "timeline")) == [
        ["1. in the plan", "reached", "2022-01-10", "2022-01-08", "2 days early", "county", "—"],
        ["2. site confirmed", "reached", "2022-02-01", "2022-02-04", "3 days late", "county", "—"],
        ["3. funded", "reached", "2022-03-01", "2022-03-01", "on the day", "county", "—"],
        ["4. procuring", "not planned", "—", "Reached", "—", "—", "—"],
        ["5. contracted", "not planned", "—", "Reached", "—", "—", "—"],
        [
            "6. fitted out",
            "overdue",
            "2022-06-20",
            "Reached",
            "overdue by 10 days",
            "township",
            "no site 租约未签",
        ],
        ["7. staffed", "overdue", "2022-06-29", "Reached", "overdue by 1 day", "county", "not stated yet"],
        ["8. plaque hung", "due", "2022-06-30", "Reached", "due today", "county", "—"],
        ["9. operating", "due", "2022-07-12", "Reached", "in 12 days", "county", "—"],
        ["10. demonstration station", "not planned", "—", "Reached", "—", "—", "—"],
    ]
    assert "3 /10 2 overdue" in words(page.find(class_="station-strip"))


def test_the_strip_names_the_stage_that_comes_next(read, station):
    make_milestone(station, stage=Stage.OPENED, planned_on=date(2022, 8, 1))
    make_milestone(station, stage=Stage.STAFFED, planned_on=date(2022, 7, 12))

    assert "next: staffed, 2022-07-12" in words(read().find(class_="station-strip"))


def test_no_deadline_runs_while_a_station_is_suspended(station, taocheng_officer):
    make_milestone(station, stage=Stage.STAFFED, planned_on=date(2022, 6, 1))
    suspend(station, on=date(2022, 6, 10), reason="装修", by=taocheng_officer)

    found = timeline(taocheng_officer, station, ON)

    step = found.steps[6]
    assert (step.mark.code, step.difference, found.overdue) == ("paused", "", 0)
    assert timeline(taocheng_officer, station, date(2022, 6, 9)).steps[6].mark.code == "overdue"


def test_what_is_overdue_is_what_the_indicator_counts(station, taocheng_officer):
    for stage in Stage:
        make_milestone(station, stage=stage, planned_on=date(2022, 6, 25 + stage // 20))

    counted = Milestone.objects.overdue(ON).count()

    assert timeline(taocheng_officer, station, ON).overdue == counted > 0


def test_a_station_without_a_plan_says_who_enters_it(read):
    assert "The county enters the planned day" in words(panel(read(), "timeline"))


# Service model


@pytest.fixture
def seven_of_thirteen(station):
    """1, 0, 2, 4 and N = 0, with something on the way to the rest."""
    make_deliverable(station, component="PLATFORM", accepted_on=ACCEPTED_ON)
    for _number in range(2):
        make_deliverable(station, component="CORE_PROJECT", accepted_on=ACCEPTED_ON)
    for _number in range(4):
        make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=ACCEPTED_ON)
    reported = {"reported_on": date(2022, 6, 1), "reported_by": account("reporter")}
    make_deliverable(
        station, component="TALENT_BRAND", name="成长营", status=Deliverable.Status.REPORTED, **reported
    )
    make_deliverable(
        station,
        component="CORE_PROJECT",
        name="为老项目",
        status=Deliverable.Status.RETURNED,
        comment="缺照片",
        returned_on=date(2022, 6, 10),
        **reported,
    )
    make_deliverable(
        station,
        component="COMMUNITY_ROOM",
        name="第五室",
        status=Deliverable.Status.IN_PROGRESS,
        started_on=date(2022, 5, 1),
    )
    make_deliverable(station, component="COMMUNITY_ROOM", name="第六室", planned_on=date(2022, 7, 31))
    make_milestone(station, stage=Stage.PLANNED, achieved_on=date(2022, 1, 5))


@pytest.mark.usefixtures("seven_of_thirteen")
def test_the_card_says_what_is_accepted_and_what_is_missing(read):
    card = panel(read(), "model")

    assert words(card.h2) == "Service model 1138N"
    assert "7/13 = 53.8%" in words(card)
    figures = [row[1:4] for row in rows(card)]
    assert figures == [["1", "1", "0"], ["0", "1", "1"], ["2", "3", "1"], ["4", "8", "4"], ["0", "N", "—"]]
    platform, brand, projects, rooms, electives = [row[4] for row in rows(card)]
    assert platform.startswith("1 accepted")
    assert brand == "reported 成长营 with the county since 2022-06-01 Enter one"
    assert projects.startswith("returned 为老项目 缺照片 with the township since 2022-06-10 2 accepted")
    assert rooms.startswith(
        "in progress 第五室 with the township since 2022-05-01 "
        "planned 第六室 planned for 2022-07-31, township "
        "2 not entered yet, with the township since 2022-01-05 4 accepted"
    )
    assert electives.startswith("None yet")


@pytest.mark.usefixtures("seven_of_thirteen")
def test_surplus_and_electives_do_not_count(station, taocheng_officer):
    for _number in range(2):
        make_deliverable(station, component="PLATFORM", accepted_on=ACCEPTED_ON)
        make_deliverable(station, component="ELECTIVE_PROJECT", accepted_on=ACCEPTED_ON)

    card = model_card(taocheng_officer, station, ON)

    assert (card.completion.counted, card.completion.required) == (7, 13)
    assert (len(card.lines[0].accepted), card.lines[0].surplus) == (3, 2)
    assert (len(card.lines[-1].accepted), card.lines[-1].counted) == (2, 0)
    assert card.completion.counted == Deliverable.objects.counted(ON).count()


@pytest.mark.usefixtures("seven_of_thirteen")
def test_what_is_accepted_later_does_not_count_on_the_day(station, taocheng_officer):
    assert model_card(taocheng_officer, station, date(2022, 5, 3)).completion.counted == 0


def test_a_model_that_requires_nothing_has_no_share(read, station, taocheng_officer):
    station.service_model = make_service_model("FREE", [("ELECTIVE_PROJECT", "自选服务项目", None)])
    station.save()

    assert model_card(taocheng_officer, station, ON).completion.share is None
    assert "0/0 = —" in words(panel(read(), "model"))


def test_communities_stand_with_and_without_a_room(read, station, hedong):
    with_room, returned, _bare = [make_community(hedong) for _number in range(3)]
    other = make_station(hedong, name="河东二站")
    make_deliverable(other, component="COMMUNITY_ROOM", community=with_room, accepted_on=ACCEPTED_ON)
    make_deliverable(
        station, component="COMMUNITY_ROOM", community=returned, status=Deliverable.Status.RETURNED
    )

    card = panel(read(), "rooms")

    # The room of another station counts there, as the model's card has it.
    assert "0 of 3 communities" in words(card)
    lists = [[words(item) for item in one.find_all("li")] for one in card.find_all("ul")]
    assert lists == [["第1社区 (河东二站)"], ["第2社区 returned"], ["第3社区"]]


# Agencies, people, evidence, facts


def test_operator_supporters_and_earlier_ones(read, station, taocheng, zaoqiang):
    operator = make_agency(taocheng, name="融联示例")
    make_engagement(operator, station, started_on=date(2022, 3, 1))
    supporter = make_agency(zaoqiang, name="支持机构")
    make_engagement(supporter, station, role="supporter", started_on=date(2022, 4, 1))
    former = make_agency(taocheng, name="旧机构")
    make_engagement(former, station, started_on=date(2021, 6, 1), ended_on=date(2022, 2, 28))

    card = panel(read(), "agencies")

    assert [words(item) for item in card.find_all("li")] == [
        "operator 融联示例 since 2022-03-01 End",
        "supporter 支持机构 since 2022-04-01 End",
        "operator 旧机构 2021-06-01 – 2022-02-28",
    ]
    assert card.find("a", href=operator.get_absolute_url())
    assert "枣强县" not in read().get_text()


def test_a_station_without_an_operator_says_what_to_do(read):
    assert "No agency runs this station" in words(panel(read(), "agencies"))


def test_people_stand_with_certificate_and_registration_on_the_day(read, station, taocheng, zaoqiang):
    head = make_worker(taocheng, name="甲")
    certificate = make_certificate(head, level=Certificate.Level.INTERMEDIATE)
    make_registration(certificate, registered_on=date(2021, 12, 1))
    make_posting(head, station, role=Posting.Role.HEAD)
    guest = make_worker(zaoqiang, name="乙")
    make_posting(
        guest, station, employment_type=Posting.EmploymentType.PART_TIME, started_on=date(2022, 1, 5)
    )
    left = make_worker(taocheng, name="丙")
    make_posting(left, station, ended_on=date(2022, 6, 1), leave_reason=Posting.LeaveReason.RESIGNED)

    page = read()

    card = panel(page, "people")
    assert rows(card) == [
        [
            "甲",
            "station head",
            "full-time",
            "social worker",
            "registration valid to 2024-11-30",
            "2022-03-01",
        ],
        ["乙", "station social worker", "part-time", "not certified", "—", "2022-01-05"],
    ]
    assert "Full-time 1 · part-time 1 · volunteers 0 · certified 1" in words(card)
    assert "3 persons" not in words(card)
    assert "枣强县" not in page.get_text()


def test_a_station_without_people_says_what_to_do(read):
    assert "Nobody is posted here today" in words(panel(read(), "people"))


def test_photographs_are_shown_small(read, station, viewer):
    deliverable = make_deliverable(station)
    photo = make_evidence("照片", content=files.PNG, deliverable=deliverable)
    make_evidence("批复", deliverable=deliverable)

    (image,) = panel(read(viewer), "evidence").find_all("img")

    assert image["src"] == reverse("stations:evidence-thumbnail", args=[photo.code])


def test_whoever_may_add_files_is_led_to_where_they_belong(read, station, viewer):
    deliverable = make_deliverable(station)
    make_milestone(station, stage=Stage.FUNDED)
    added = {
        reverse("stations:deliverable-evidence", args=[station.code, deliverable.code]),
        reverse("stations:milestone-evidence", args=[station.code, 30]),
    }

    assert {link["href"] for link in panel(read(), "evidence").find_all("a")} == added
    assert panel(read(viewer), "evidence").find_all("a") == []


def test_evidence_is_downloaded_from_the_page(read, station):
    deliverable = make_deliverable(station, name="平台", component="PLATFORM")
    photo = make_evidence("揭牌照片", deliverable=deliverable)
    paper = make_evidence("批复", milestone=make_milestone(station, stage=Stage.FUNDED))
    elsewhere = make_station(station.township, name="河东二站")
    make_evidence("别站照片", deliverable=make_deliverable(elsewhere))

    card = panel(read(), "evidence")

    assert {link["href"] for link in card.find_all("a", download=True)} == {
        reverse("stations:evidence-file", args=[one.code]) for one in (photo, paper)
    }
    assert "揭牌照片 平台" in words(card)
    assert "批复 funded" in words(card)


def test_the_facts_are_there(read):
    facts = words(panel(read(), "facts"))

    for fact in ("ST-131102002-1", "party-mass service centre", "186.5 m²", "人民东路100号", "0318-0000000"):
        assert fact in facts


# Money


def test_money_runs_from_the_budget_to_what_was_spent(read, station, taocheng, city):
    own = make_budget(taocheng, amount_yuan="300000.00")
    make_money(station, "80000.00", budget=own)
    make_money(station, "20000.00", budget=own, category="exam_training")
    above = make_budget(city, amount_yuan="900000.00", year=2021, approved_on=date(2021, 1, 10))
    make_money(station, "40000.00", budget=above)
    make_allocation(own, station.township, amount_yuan="70000.00")

    card = panel(read(), "money")

    assert rows(card) == [
        ["2022", "general public budget B-2022-0001", "30.00", "10.00", "5.00", "2.50", "25.0%"],
        ["2021", "general public budget B-2021-0001", "—", "4.00", "2.00", "1.00", "25.0%"],
        ["Total", "", "", "14.00", "7.00", "3.50", "25.0%"],
        ["staff", "12.00", "6.00", "3.00", "25.0%"],
        ["exam training", "2.00", "1.00", "0.50", "25.0%"],
    ]
    links = {link["href"] for link in card.find_all("a")}
    assert f"{reverse('funding:allocation-list')}?station={station.code}" in links
    assert own.get_absolute_url() in links
    assert above.get_absolute_url() not in links


def test_the_list_behind_the_money_holds_the_same_sum(client_of, taocheng_officer, station, read):
    make_money(station, "80000.00")
    make_allocation(make_budget(station.township.parent), station.township, amount_yuan="5000.00")
    link = panel(read(), "money").find(class_="card-actions").a["href"]

    response = client_of(taocheng_officer).get(link)

    assert [one.station for one in response.context["table"].data.data] == [station]


def test_a_viewer_sees_no_money(read, viewer, station):
    make_money(station, "80000.00")

    page = read(viewer)

    assert panel(page, "money") is None
    assert "funding" not in page.find(id="main").decode()
    assert "8.00" not in words(page.find(id="main"))


def test_money_and_people_follow_the_region_in_which_somebody_may_see_them(read, station, hedong, zaoqiang):
    """A viewer here who is an officer elsewhere sees the money there, not here."""
    make_money(station, "80000.00")
    mixed = make_user("mixed", Role.VIEWER, hedong)
    RoleAssignment.objects.create(user=mixed, role=Role.COUNTY_OFFICER, region=zaoqiang)

    assert panel(read(mixed), "money") is None


def test_a_station_without_money_says_what_to_do(read):
    assert "Nothing is allocated to this station yet" in words(panel(read(), "money"))


# Doors


def test_another_countys_officer_does_not_find_the_station(client_of, station, zaoqiang_officer):
    assert client_of(zaoqiang_officer).get(station.get_absolute_url()).status_code == 404


def test_somebody_without_a_role_may_not_ask(client_of, station):
    assert client_of(make_user("nobody")).get(station.get_absolute_url()).status_code == 403


def test_a_station_that_is_not_there_is_not_found(client_of, taocheng_officer):
    assert client_of(taocheng_officer).get("/stations/ST-0-1/").status_code == 404


def test_every_reference_between_headings_and_panels_holds(read, station):
    make_money(station, "80000.00")
    page = read()
    ids = [element["id"] for element in page.find_all(id=True)]

    assert len(ids) == len(set(ids))
    for element in page.find(id="main").find_all(attrs={"aria-labelledby": True}):
        assert element["aria-labelledby"] in ids
    for link in page.find(id="main").find_all("a", href=lambda href: href and href.startswith("#")):
        assert link["href"][1:] in ids
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_page_renders_without_a_missing_variable(read, station, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING %s")
    make_money(station, "80000.00")
    make_posting(make_worker(station.township), station)
    make_milestone(station, stage=Stage.FUNDED, planned_on=date(2022, 5, 1))

    assert "MISSING" not in read().find(id="main").get_text()


# Growth


def _grow(station, number):
    """One more of everything that the page lists."""
    home = station.township.parent
    make_deliverable(station, component="CORE_PROJECT", accepted_on=ACCEPTED_ON)
    room = make_deliverable(station, component="COMMUNITY_ROOM", name=f"室{number}")
    make_evidence(f"照片{number}", deliverable=room)
    agency = make_agency(home)
    make_engagement(agency, station, role="supporter")
    worker = make_worker(home)
    make_registration(make_certificate(worker))
    make_posting(worker, station)
    make_money(station, "1000.00", category=["labour", "venue", "service"][number % 3])
    milestone = station.milestones.first()
    milestone._history_user = account(f"author{number}")
    milestone.planned_on = date(2022, 1, 1 + number % 20)
    milestone.save()
    station.phone = f"0318-{number:07d}"
    station.save()


def test_the_page_asks_as_often_for_fifty_rows_as_for_one(client_of, taocheng_officer, station):
    make_milestone(station, planned_on=date(2022, 5, 1), achieved_on=date(2022, 5, 1))
    _grow(station, 0)
    client = client_of(taocheng_officer)
    few = queries_of(client, station.get_absolute_url())

    for number in range(1, 50):
        _grow(station, number)

    many = queries_of(client, station.get_absolute_url())
    assert len(many) == len(few) <= 25, "\n".join(many)
