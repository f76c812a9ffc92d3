"""A stage counts with its proof and a confirmation from above: by every door, and in every figure."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import Refused
from indicators.reading import read
from indicators.stations import (
    COVERAGE_RATE,
    INDICATORS,
    STATIONS_COMPLETED,
    STATIONS_REPORTED,
    STATIONS_WITHOUT_PROOF,
    TOWNSHIPS_COVERED,
)
from reports.models import PublishedFigure
from reports.monthly.figures import compute
from reports.official.coverage import sheet
from reports.official.period import MONTH, Period
from stations import actions
from stations.models import GateRule, Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.api.conftest import Caller
from tests.exchange.files import do, upload, workbook
from tests.funding.factories import make_allocation, make_budget
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.services.factories import make_record
from tests.stations.factories import (
    make_agency,
    make_engagement,
    make_file,
    make_milestone,
    make_station,
    switch_rules_off,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def planned_on(today):
    return today - timedelta(days=25)


@pytest.fixture
def shell(hedong, planned_on):
    """A station that is in the plan and has nothing else."""
    station = make_station(hedong)
    make_milestone(station, stage=Stage.PLANNED, achieved_on=planned_on)
    return station


@pytest.fixture
def county(taocheng):
    return make_user("county", Role.COUNTY_OFFICER, taocheng, is_staff=True)


@pytest.fixture
def town(hedong):
    return make_user("town", Role.TOWNSHIP_OFFICER, hedong)


@pytest.fixture
def city_user(city):
    return make_user("above", Role.MUNICIPAL_ADMIN, city, is_staff=True)


def furnish(station, today):
    """Everything that the stages ask for."""
    county, since = station.township.parent, today - timedelta(days=20)
    station.address, station.area_m2 = "人民路1号", Decimal(120)
    station.save()
    make_allocation(make_budget(county, year=since.year), station.township, station=station, posted_on=since)
    make_engagement(make_agency(county), station, started_on=since)
    for number in range(2):
        worker = make_worker(county)
        make_posting(worker, station, employment_type="full_time", started_on=since)
        if not number:
            make_certificate(worker, issued_on=date(2021, 1, 1))
    for stage in (Stage.CONTRACTED, Stage.FITTED, Stage.OPENED):
        make_file(make_milestone(station, stage=stage))
    make_record(station, served_on=today - timedelta(days=1))


def report_all(station, today, by):
    """All stages up to working, each on its own day, by one account."""
    for number, stage in enumerate(stage for stage in Stage if Stage.PLANNED < stage <= Stage.OPERATING):
        found = station.milestones.filter(stage=stage).first() or Milestone(station=station, stage=stage)
        on = today if stage == Stage.OPERATING else today - timedelta(days=10 - number)
        actions.achieve_milestone(found, on=on, by=by)


def figures(city, on):
    """What the portal says of the station, by every way in which it says it."""
    reader = make_user("reads", Role.VIEWER, city)
    wanted = [STATIONS_COMPLETED, TOWNSHIPS_COVERED, COVERAGE_RATE, STATIONS_REPORTED, STATIONS_WITHOUT_PROOF]
    reading = read(wanted, user=reader, region=city, on=on)
    return {one.code: reading.value(one, None) for one in wanted}


def by_page(station, day, county, client):
    address = reverse("stations:milestone-achieve", args=[station.code, 90])
    return client.post(address, {"on": day, "reason": "已运营"})


def by_plan(station, day, county, client):
    lines = {f"stage-{stage}-responsible_level": "county" for stage in Stage.values}
    address = reverse("stations:milestones", args=[station.code])
    return client.post(address, lines | {"stage-90-on": day, "stage-90-why": "已运营"})


def by_api(station, day, county, client):
    body = {"stage": 90, "on": day, "reason": "已运营"}
    return Caller(county).post(f"stations/{station.code}/achieve/", body)


def by_bulk(station, day, county, client):
    row = {"station": station.code, "stage": 90, "achieved_on": day, "reason": "已运营"}
    return Caller(county).post("milestones/", row)


def by_file(station, day, county, client):
    rows = [["station", "stage", "achieved_on", "reason"], [station.code, 90, day, "已运营"]]
    return do(client, upload(client, "milestones", workbook(rows)), "commit")


def by_admin(station, day, county, client):
    data = {"station": station.pk, "stage": 90, "achieved_on": day, "responsible_level": "county"}
    return client.post(reverse("admin:stations_milestone_add"), data | {"reason": "已运营"})


def by_inline(station, day, county, client):
    prefix = {"milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0, "milestones-0-stage": 90}
    data = {name: getattr(station, name) for name in ("name", "code", "venue_type", "run_by")}
    data |= {"township": station.township_id, "service_model": station.service_model_id}
    for inline in ("engagements", "interruptions"):
        data |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    row = {"milestones-0-achieved_on": day, "milestones-0-responsible_level": "county"}
    row["milestones-0-reason"] = "已运营"
    return client.post(reverse("admin:stations_station_change", args=[station.pk]), data | prefix | row)


def once_said(station, day):
    """A day that was there once, before proof was asked for."""
    milestone = make_milestone(station, stage=Stage.OPERATING)
    milestone.achieved_on = milestone.counts_from = date.fromisoformat(day)
    milestone.save()
    return milestone


def by_revert(station, day, county, client):
    milestone = once_said(station, day)
    milestone.achieved_on = milestone.counts_from = None
    milestone.save()
    version = milestone.history.first()
    return client.post(f"/history/milestones/versions/{version.history_id}/revert/", {"reason": "恢复"})


def by_undo(station, day, county, client):
    milestone = once_said(station, day)
    rows = [["station", "stage", "achieved_on"], [station.code, 90, None]]
    batch = do(client, upload(client, "milestones", workbook(rows)), "commit")
    milestone.refresh_from_db()
    assert milestone.achieved_on is None
    return do(client, batch, "undo")


DOORS = {
    "page": by_page,
    "plan": by_plan,
    "api": by_api,
    "bulk": by_bulk,
    "import": by_file,
    "admin": by_admin,
    "inline": by_inline,
    "revert": by_revert,
    "undo": by_undo,
}


@pytest.mark.parametrize("door", DOORS)
def test_an_empty_shell_is_completed_by_no_door_and_in_no_figure(
    door, shell, today, county, city, client_of, city_user
):
    DOORS[door](shell, today.isoformat(), county, client_of(county))

    told = figures(city, today)
    assert told["stations_completed"] == told["townships_covered"] == 0
    assert not Station.objects.completed(today).exists()
    shell.refresh_from_db()
    assert shell.stage < Stage.OPERATING
    listed = Caller(city_user).get(f"stations/{shell.code}/").json()
    assert listed["stage"] < Stage.OPERATING
    bulletin = sheet(city_user, city, Period(MONTH, today))
    assert bulletin.total[2:4] == [0, 0]
    returned = compute(city_user, shell.township.parent, month=today.replace(day=1), on=today)
    assert returned.lines[0].values["stations_completed"] == 0


def test_what_is_proven_is_reported_and_counts_once_the_level_above_confirms(
    shell, today, county, city, city_user
):
    furnish(shell, today)
    report_all(shell, today, county)

    assert figures(city, today)["stations_completed"] == 0
    assert list(Station.objects.reported_completed(today)) == [shell]
    milestone = shell.milestones.get(stage=Stage.OPERATING)
    assert milestone.standing == Milestone.Standing.REPORTED
    with pytest.raises(Refused, match="You reported it"):
        actions.confirm_milestone(milestone, on=today, by=county)

    actions.confirm_milestone(milestone, on=today, by=city_user)

    assert list(Station.objects.completed(today)) == [shell]
    assert not Station.objects.reported_completed(today).exists()


def test_another_officer_of_the_county_does_not_stand_above(shell, today, county, taocheng):
    furnish(shell, today)
    report_all(shell, today, county)
    beside = make_user("beside", Role.COUNTY_OFFICER, taocheng)

    with pytest.raises(Refused, match="the level above whoever reported it"):
        actions.confirm_milestone(shell.milestones.get(stage=90), on=today, by=beside)


def test_the_county_confirms_what_its_township_reported(shell, today, county, town):
    furnish(shell, today)
    report_all(shell, today, town)

    milestone = actions.confirm_milestone(shell.milestones.get(stage=90), on=today, by=county)

    assert milestone.counts_from == milestone.achieved_on


def test_a_report_goes_back_with_what_is_missing_and_is_reported_again(
    shell, today, county, city_user, client_of
):
    furnish(shell, today)
    report_all(shell, today, county)
    client = client_of(city_user)
    page = reverse("stations:milestone-return", args=[shell.code, 90])

    client.post(page, {"comment": "挂牌照片看不清"})

    milestone = shell.milestones.get(stage=90)
    assert (milestone.achieved_on, milestone.comment) == (None, "挂牌照片看不清")
    answer = client_of(county).get(reverse("stations:milestone-achieve", args=[shell.code, 90]))
    assert "挂牌照片看不清" in answer.text
    actions.achieve_milestone(milestone, on=today, by=county)
    assert milestone.standing == Milestone.Standing.REPORTED


def test_the_confirming_page_shows_the_files_and_what_is_missing(shell, today, county, city_user, client_of):
    furnish(shell, today)
    report_all(shell, today, county)

    answer = client_of(city_user).get(reverse("stations:milestone-confirm", args=[shell.code, 90]))

    assert answer.text.count("照片") >= 3
    assert "county" in answer.text


def test_who_confirmed_may_take_it_back_and_it_counts_no_more(shell, today, county, city_user):
    furnish(shell, today)
    report_all(shell, today, county)
    milestone = actions.confirm_milestone(shell.milestones.get(stage=90), on=today, by=city_user)

    with pytest.raises(Refused):
        actions.withdraw_confirmation(milestone, comment="核查发现无人", by=county)
    actions.withdraw_confirmation(milestone, comment="核查发现无人", by=city_user)

    assert not Station.objects.completed(today).exists()


def test_what_counts_for_one_stage_does_not_count_for_another(shell, today, county, client_of):
    milestone = make_milestone(shell, stage=Stage.FUNDED, achieved_on=today)
    data = {"station": shell.pk, "stage": 90, "achieved_on": today.isoformat(), "responsible_level": "county"}

    page = reverse("admin:stations_milestone_change", args=[milestone.pk])
    client_of(county).post(page, data | {"reason": "已运营"})

    milestone.refresh_from_db()
    assert milestone.stage == Stage.FUNDED
    assert not Station.objects.completed(today).exists()


# Before proof was asked for


@pytest.fixture
def old(shell):
    """Said to operate since long ago, as such a record is after the upgrade."""
    return make_milestone(shell, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1), counts_from=None)


def test_what_was_reached_without_proof_counts_apart(old, city, today):
    told = figures(city, today)

    assert (told["stations_completed"], told["stations_without_proof"]) == (0, 1)
    assert old.standing == Milestone.Standing.WITHOUT_PROOF


def test_it_counts_once_what_is_missing_is_there(old, shell, today):
    switch_rules_off()

    call_command("prove_milestones")

    assert list(Station.objects.completed(today)) == [shell]
    assert shell.milestones.get(stage=90).history.first().history_change_reason == "proof found"


def test_the_command_leaves_what_is_short_of_proof(old, today):
    call_command("prove_milestones")

    assert not Station.objects.completed(today).exists()


def test_a_later_stage_does_not_count_on_earlier_ones_without_proof(old, shell, today):
    for stage in (Stage.SITE_CONFIRMED, Stage.FITTED, Stage.STAFFED, Stage.OPENED):
        make_milestone(shell, stage=stage, achieved_on=date(2022, 2, 1), counts_from=None)
    GateRule.objects.filter(stage=Stage.OPERATING).exclude(check_code="earlier_stages").update(
        is_active=False
    )

    call_command("prove_milestones")

    assert not Station.objects.completed(today).exists()


def test_the_level_above_confirms_it_with_a_word_on_why(old, city_user, county, today):
    with pytest.raises(Refused, match="Say why it counts"):
        actions.confirm_milestone(old, on=today, by=city_user)
    with pytest.raises(Refused, match="level above"):
        actions.confirm_milestone(old, on=today, by=county, comment="看过现场")

    actions.confirm_milestone(old, on=today, by=city_user, comment="看过现场，人员在岗")

    assert Station.objects.completed(date(2022, 3, 1)).exists()


# Days


def test_a_day_long_ago_asks_for_a_reason_and_the_level_above(shell, county, today):
    GateRule.objects.exclude(check_code="late_entry").update(is_active=False)
    milestone = Milestone(station=shell, stage=Stage.FITTED)
    with pytest.raises(ValidationError, match="more than 30 days back"):
        actions.achieve_milestone(milestone, on=today - timedelta(days=31), by=county)
    milestone = Milestone(station=shell, stage=Stage.FITTED)

    actions.achieve_milestone(milestone, on=today - timedelta(days=31), by=county, reason="纸质台账补录")

    assert (milestone.entered_late, milestone.counts_from) == (True, None)
    assert milestone.standing == Milestone.Standing.REPORTED


def test_a_day_within_the_rule_counts_at_once(shell, county, today):
    GateRule.objects.exclude(check_code="late_entry").update(is_active=False)
    milestone = Milestone(station=shell, stage=Stage.FITTED)

    actions.achieve_milestone(milestone, on=today - timedelta(days=30), by=county)

    assert (milestone.entered_late, milestone.counts_from) == (False, milestone.achieved_on)


def test_a_day_before_the_plan_or_an_earlier_stage_asks_for_a_reason(shell, county, planned_on):
    GateRule.objects.exclude(check_code="earlier_stages").update(is_active=False)
    early = planned_on - timedelta(days=1)

    with pytest.raises(ValidationError, match="lies before that of earlier stages"):
        actions.achieve_milestone(Milestone(station=shell, stage=20), on=early, by=county)
    with pytest.raises(ValidationError, match="Earlier stages are not reached"):
        actions.achieve_milestone(Milestone(station=shell, stage=70), on=planned_on, by=county)


def test_leaving_a_stage_out_does_not_leave_out_what_it_stands_for(shell, county, today):
    with pytest.raises(ValidationError) as refusal:
        actions.achieve_milestone(Milestone(station=shell, stage=90), on=today, by=county, reason="特殊情况")

    said = " ".join(refusal.value.messages)
    for what in ("Address and area", "Money allocated", "Operator engaged", "Full-time staff", "Services"):
        assert what in said


def publish(region, on, value=0):
    PublishedFigure.objects.create(
        indicator=STATIONS_COMPLETED.code, region=region, value=value, as_of=on, source="通报"
    )


def test_a_published_figure_holds_unless_it_is_corrected_in_so_many_words(
    shell, county, city_user, city, today
):
    switch_rules_off()
    GateRule.objects.filter(check_code="confirmation").update(is_active=True)
    reached = today - timedelta(days=10)
    published = today - timedelta(days=5)
    publish(city, published)
    milestone = Milestone(station=shell, stage=90)
    actions.achieve_milestone(milestone, on=reached, by=county)

    held = actions.confirm_milestone(milestone, on=today, by=city_user)
    assert held.counts_from == published + timedelta(days=1)
    assert not Station.objects.completed(published).exists()
    assert Station.objects.completed(today).exists()

    actions.withdraw_confirmation(held, comment="更正", by=city_user)
    with pytest.raises(Refused, match="why figures are corrected"):
        actions.confirm_milestone(milestone, on=today, by=city_user, corrects=True)
    corrected = actions.confirm_milestone(
        milestone, on=today, by=city_user, corrects=True, comment="通报漏计"
    )
    assert (corrected.counts_from, corrected.is_correction) == (reached, True)
    assert Station.objects.completed(published).exists()


def test_the_page_shows_what_was_given_out_before_it_is_corrected(
    shell, county, city_user, city, today, client_of
):
    switch_rules_off()
    GateRule.objects.filter(check_code="confirmation").update(is_active=True)
    publish(city, today, value=49)
    actions.achieve_milestone(Milestone(station=shell, stage=90), on=today, by=county)

    answer = client_of(city_user).get(reverse("stations:milestone-confirm", args=[shell.code, 90]))

    assert "49" in answer.text
    assert 'name="corrects"' in answer.text


def test_what_was_given_out_holds_by_every_stage_and_stop(shell, county, city, today):
    switch_rules_off()
    publish(city, today - timedelta(days=2))
    milestone = Milestone(station=shell, stage=60)

    actions.achieve_milestone(milestone, on=today - timedelta(days=9), by=county)

    assert milestone.counts_from == today - timedelta(days=1)
    with pytest.raises(Refused, match="published or returned and do not move"):
        actions.suspend_station(shell, on=today - timedelta(days=2), reason="维修", by=county)


def test_a_file_of_days_long_ago_is_refused_row_by_row(shell, county, client_of):
    rows = [["station", "stage", "achieved_on"], [shell.code, 60, "2021-06-01"]]

    batch = upload(client_of(county), "milestones", workbook(rows))

    assert batch.refused_count == 1
    assert not shell.milestones.filter(stage=60).exists()


def test_new_figures_are_in_the_catalogue():
    codes = {one.code for one in INDICATORS}
    assert {"stations_reported", "stations_without_proof", "milestones_entered_late_rate"} <= codes
