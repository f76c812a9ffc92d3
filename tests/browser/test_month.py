"""One month's work in a real browser, in Chinese, by the three people who share it.

The county plans a station and engages its agency, the township builds and reports, the county sends one
thing back and accepts it, submits the month's return; the city returns it, and approves it in the end.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import TimeoutError

from accounts.roles import Role
from reports.models import MonthlyReturn, ReturnRule
from stations.models import Deliverable, Evidence, GateRule, Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.browser.window import PASSWORD
from tests.regions.factories import make_region
from tests.stations import files
from tests.stations.factories import make_agency, make_community

TODAY = timezone.localdate()
LAST_DAY = TODAY.replace(day=1) - timedelta(days=1)
MONTH = LAST_DAY.replace(day=1)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place(transactional_db):
    """河东街道 with a community, an agency in its county, and the rules that the city keeps."""
    make_region("131100", "衡水市")
    county = make_region("131102", "桃城区")
    township = make_region("131102002", "河东街道")
    make_community(township, name="幸福社区")
    make_agency(county, name="融联示例社工中心")
    # One rule alone, without those of the migrations.
    GateRule.objects.all().delete()
    GateRule.objects.create(stage=Stage.CONTRACTED, check_code="operator")
    ReturnRule.objects.update_or_create(from_month=MONTH, defaults={"due_day": 5})
    return township


@pytest.fixture
def sit_down(browser, live_server, place):
    """A person at a desk of their own: ``sit_down("hedong", Role.TOWNSHIP_OFFICER, township)``."""
    contexts = []

    def signed_in(username, role, region):
        make_user(username, role, region, full_name=username, password=PASSWORD)
        contexts.append(browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}))
        contexts[-1].set_default_timeout(15_000)
        contexts[-1].add_cookies([{"name": "django_language", "value": "zh-hans", "url": live_server.url}])
        return Desk(contexts[-1].new_page(), live_server.url, username)

    yield signed_in
    for context in contexts:
        context.close()


class Desk:
    """What one person does at the browser."""

    def __init__(self, page, server, username):
        self.page, self.server = page, server
        self.open(reverse("account_login"))
        self.fill("用户名", username)
        self.fill("密码", PASSWORD)
        self.press("登录")

    def open(self, path):
        self.page.goto(self.server + path)

    def fill(self, label, text):
        self.page.locator("main, body").last.get_by_label(label).first.fill(str(text))

    def press(self, name):
        """Press a button of the page, or follow a link of it, and wait for what comes."""
        main = self.page.locator("main, .page-header")
        buttons = main.get_by_role("button", name=name, exact=True)
        target = buttons if buttons.count() else main.get_by_role("link", name=name, exact=True)
        target.first.click()
        self.page.wait_for_load_state()

    def reads(self, text) -> bool:
        """Whether the page says so, once it has come."""
        try:
            self.page.wait_for_function("text => document.body.innerText.includes(text)", arg=text)
        except TimeoutError:
            return False
        return True


def test_a_month_from_the_plan_to_the_approved_return(sit_down, place):
    county = place.parent
    officer = sit_down("桃城", Role.COUNTY_OFFICER, county)
    township = sit_down("河东", Role.TOWNSHIP_OFFICER, place)
    city = sit_down("衡水", Role.MUNICIPAL_ADMIN, county.parent)

    station = plan_the_station(officer)
    build(township, officer, station)
    prove(township, officer, station)
    hand_in(officer, city, county)
    assert_the_frozen_month_tells_what_changed(officer, city, station)
    assert_the_form_is_ready_to_be_signed(city, station)


def plan_the_station(officer) -> Station:
    officer.open(reverse("stations:station-plan"))
    officer.page.get_by_label("河东街道").check()
    officer.fill("列入计划日期", MONTH)
    officer.fill("场地落实", MONTH + timedelta(days=9))
    officer.fill("签约", LAST_DAY)
    officer.press("列入计划")

    station = Station.objects.get()
    assert officer.page.url.endswith(station.get_absolute_url())
    assert station.milestones.count() == 3
    return station


def build(township, officer, station):
    """The township reports the site; the contract waits until an agency is engaged."""
    day = MONTH + timedelta(days=5)
    township.open(station.get_absolute_url())
    reach(township, station, Stage.SITE_CONFIRMED, day)
    assert township.reads("提前 4 天")

    reach(officer, station, Stage.CONTRACTED, day)
    assert officer.reads("承接机构")
    assert Milestone.objects.get(stage=Stage.CONTRACTED).achieved_on is None

    officer.open(reverse("stations:engage", args=[station.code]))
    officer.page.get_by_label("社工机构").select_option(index=1)
    officer.page.locator("#id_role").select_option("operator")
    officer.page.locator("#id_on").fill(day.isoformat())
    officer.page.locator("main button[type=submit]").click()
    officer.page.wait_for_url(f"**{station.get_absolute_url()}")
    reach(officer, station, Stage.CONTRACTED, day)

    station.refresh_from_db()
    assert station.stage == Stage.CONTRACTED


def reach(person, station, stage, day):
    person.open(reverse("stations:milestone-achieve", args=[station.code, stage.value]))
    person.page.locator("#id_on").fill(day.isoformat())
    person.page.locator("main button[type=submit]").click()
    person.page.wait_for_load_state()


def prove(township, officer, station):
    """A room with a photograph: reported, sent back, mended, accepted."""
    township.open(reverse("stations:deliverable-add", args=[station.code]))
    township.page.get_by_label("构成项").select_option(label="社区社工室")
    township.page.locator("#id_name").fill("幸福社区社工室")
    township.page.locator("#id_community").select_option(label="幸福社区")
    township.page.locator("main button[type=submit]").click()
    township.page.wait_for_load_state()
    room = Deliverable.objects.get()

    send(township, "report", room)
    send(officer, "return", room, "缺照片")
    township.open(reverse("reports:task-list"))
    assert township.reads("幸福社区社工室")

    township.open(reverse("stations:deliverable-evidence", args=[station.code, room.code]))
    photo = {"name": "挂牌.jpg", "mimeType": "image/jpeg", "buffer": files.photograph()}
    township.page.set_input_files("input[type=file]", [photo])
    township.page.click("#upload [type=submit]")
    township.page.wait_for_selector(".evidence-tiles >> text=挂牌")
    with Evidence.objects.get().file.open() as stored:
        assert files.PLACE not in stored.read()

    send(township, "report", room)
    officer.open(reverse("reports:task-list"))
    officer.press(f"{station.name} · 幸福社区社工室")
    officer.press("验收")
    officer.page.locator("#id_on").fill(TODAY.isoformat())
    officer.page.locator("main button[type=submit]").click()
    officer.page.wait_for_load_state()

    room.refresh_from_db()
    assert (room.status, room.reported_by.username, room.accepted_by.username) == ("accepted", "河东", "桃城")


def send(person, verb, room, comment=""):
    person.open(reverse(f"stations:deliverable-{verb}", args=[room.code]))
    person.page.locator("#id_on").fill(TODAY.isoformat())
    if comment:
        person.page.locator("#id_comment").fill(comment)
    person.page.locator("main button[type=submit]").click()
    person.page.wait_for_load_state()


def hand_in(officer, city, county):
    """Submitted, returned with a reason, mended, approved."""
    officer.open(reverse("reports:monthlyreturn-open"))
    officer.page.locator("#id_month").fill(f"{MONTH:%Y-%m}")
    officer.page.locator("main button[type=submit]").click()
    officer.page.wait_for_load_state()
    record = MonthlyReturn.objects.get()
    answer(officer, record, "缺专职社工")

    decide(city, record, "return", "请写明需要市里协调的事项")
    assert officer_sees(officer, record, "请写明需要市里协调的事项")
    answer(officer, record, "缺专职社工，请市里协调")
    decide(city, record, "approve")

    record.refresh_from_db()
    assert (record.status, record.times_returned, record.region) == ("approved", 1, county)
    city.open(reverse("reports:monthlyreturn-list"))
    assert city.reads("桃城区")
    assert city.reads("↩ 1")


def answer(officer, record, problems):
    officer.open(record.get_absolute_url())
    officer.page.locator("#id_problems").fill(problems)
    officer.page.locator("#id_next_month").fill("完成阵地建设")
    officer.page.locator("button[name=submit]").click()
    officer.page.wait_for_load_state()
    officer.page.locator("main form button[type=submit]").last.click()
    officer.page.wait_for_load_state()
    record.refresh_from_db()
    assert record.status == "submitted"


def decide(city, record, verb, reason=""):
    city.open(reverse(f"reports:monthlyreturn-{verb}", args=[record.code]))
    if reason:
        city.page.locator("#id_reason").fill(reason)
    city.page.locator("main form button[type=submit]").last.click()
    city.page.wait_for_load_state()


def officer_sees(officer, record, text) -> bool:
    officer.open(record.get_absolute_url())
    return officer.reads(text)


def assert_the_frozen_month_tells_what_changed(officer, city, station):
    """A day is corrected after the approval: the frozen figure stands, the page says what it were now."""
    record = MonthlyReturn.objects.get()
    frozen = record.figures
    officer.open(record.get_absolute_url())
    assert officer.page.locator(".differs").count() == 0

    milestone = station.milestones.get(stage=Stage.SITE_CONFIRMED)
    milestone.achieved_on = milestone.counts_from = milestone.reported_on = milestone.reported_by = None
    milestone.save()
    city.open(record.get_absolute_url())

    record.refresh_from_db()
    assert record.figures == frozen
    assert city.page.locator(".differs").count() > 0


def assert_the_form_is_ready_to_be_signed(city, station):
    """The ledger of construction shows the station and, on paper, the line for seal and signature."""
    city.open(f"{reverse('reports:official-form', args=['progress'])}?region=131102")
    assert city.reads(station.name)
    assert city.reads("融联示例社工中心")

    city.page.emulate_media(media="print")
    assert city.page.get_by_text("单位（盖章）").is_visible()
    assert not city.page.locator("header.navbar").is_visible()
    assert city.page.pdf(format="A4", landscape=True).startswith(b"%PDF")
