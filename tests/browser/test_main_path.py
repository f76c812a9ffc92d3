"""From a township without a station to one that is confirmed and counts: how often somebody clicks.

Typing is free; each press of a button, link, box or list, each file that is chosen and each page that is
opened from a menu or the to-do list is one click. Before stages and deliverables were reported together it
took about 210.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from funding.models import Budget
from personnel.models import SocialWorker
from stations.models import Deliverable, Stage, Station
from tests.browser.test_month import Desk, sit_down  # noqa: F401 -- a fixture
from tests.funding.factories import make_budget
from tests.personnel.factories import make_certificate, make_worker
from tests.regions.factories import make_region
from tests.services.factories import make_field, make_target_group
from tests.stations import files
from tests.stations.factories import make_agency, make_community, make_service_model

MOST_CLICKS = 60
MODEL = 13
TODAY = timezone.localdate()
BEGAN = TODAY - timedelta(days=20)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place(transactional_db):
    """A township with eight communities; its county has an agency, two people and money."""
    make_region("131100", "衡水市")
    county = make_region("131102", "桃城区")
    township = make_region("131102002", "河东街道")
    for number in range(8):
        make_community(township, name=f"社区{number + 1}")
    make_agency(county, name="融联示例社工中心")
    for name in ("示例甲", "示例乙"):
        make_certificate(make_worker(county, name=name), issued_on=date(2021, 1, 1))
    make_budget(county, year=BEGAN.year)
    make_service_model()
    make_field()
    make_target_group("ELDER")
    return township


class Clicks:
    """A desk whose clicks are counted."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.page, self.count = desk, desk.page, 0

    def open(self, path):
        self.count += 1
        self.desk.open(path)

    def submit(self):
        self.count += 1
        self.page.locator("main form button[type=submit]").last.click()
        self.page.wait_for_load_state()
        wrong = self.page.locator("main .text-danger, main .invalid-feedback, main .alert-danger")
        assert wrong.all_inner_texts() == []

    def choose(self, field, **choice):
        self.count += 1
        self.page.locator(f"#id_{field}").select_option(**choice)

    def check(self, label):
        self.count += 1
        self.page.get_by_label(label).check()

    def press(self, name):
        self.count += 1
        self.page.get_by_role("button", name=name).click()

    def show(self, field, number):
        """Choose a picture, different for every number."""
        self.count += 1
        picture = {
            "name": f"{number}.png",
            "mimeType": "image/png",
            "buffer": files.picture(colour=(number, 9, 9)),
        }
        self.page.locator(f"[name={field}]").set_input_files([picture])

    def type(self, **texts):
        for field, text in texts.items():
            self.page.locator(f"#id_{field}").fill(str(text))


def test_the_main_path_takes_at_most_sixty_clicks(sit_down, place):  # noqa: F811
    county = Clicks(sit_down("桃城", Role.COUNTY_OFFICER, place.parent))
    township = Clicks(sit_down("河东", Role.TOWNSHIP_OFFICER, place))
    city = Clicks(sit_down("衡水", Role.MUNICIPAL_ADMIN, place.parent.parent))

    station = plan(county)
    equip(county, station)
    build(township, station)
    accept(county)
    report(county, station)
    city.open(reverse("stations:milestone-confirm", args=[station.code, Stage.OPERATING.value]))
    city.submit()

    assert list(Station.objects.completed(TODAY)) == [station]
    assert Station.objects.with_conformance().get().counted == MODEL
    assert county.count + township.count + city.count <= MOST_CLICKS


def plan(county) -> Station:
    county.open(reverse("stations:station-plan"))
    county.check("河东街道")
    county.type(on=BEGAN)
    county.submit()
    return Station.objects.get()


def equip(county, station):
    """Site, operator, money, people and a first service."""
    county.open(reverse("stations:station-edit", args=[station.code]))
    county.type(address="人民路1号", area_m2=120)
    county.submit()
    county.open(reverse("stations:engage", args=[station.code]))
    county.choose("agency", index=1)
    county.choose("role", value="operator")
    county.type(on=BEGAN)
    county.submit()
    county.open(reverse("funding:budget-allocate", args=[Budget.objects.get().code]))
    county.choose("region", value=station.township.code)
    county.choose("station", value=station.code)
    county.choose("category", index=1)
    county.type(amount_yuan=1000, purpose="运行经费", on=BEGAN)
    county.submit()
    for worker in SocialWorker.objects.all():
        county.open(reverse("personnel:worker-post", args=[worker.code]))
        county.choose("station", value=station.code)
        county.choose("employment_type", value="full_time")
        county.type(on=BEGAN)
        county.submit()
    county.open(f"{reverse('services:record-create')}?station={station.code}")
    for field, value in {"method": "visit", "nature": "professional"}.items():
        county.choose(field, value=value)
    county.choose("field", index=1)
    county.check("老年人")
    county.type(served_on=TODAY - timedelta(days=2), hours="1.5", person_count=2, attendance_count=3)
    county.submit()


def build(township, station):
    """All thirteen deliverables, each with a picture, in one form."""
    township.open(reverse("stations:station-deliverables", args=[station.code]))
    for number in range(MODEL):
        township.show(f"line-{number}-files", number)
    township.submit()
    assert Deliverable.objects.filter(status="reported").count() == MODEL


def accept(county):
    county.open(f"{reverse('stations:deliverable-list')}?status=reported")
    county.press("全选本页")
    county.press("验收所选")
    county.page.wait_for_load_state()
    assert Deliverable.objects.accepted().count() == MODEL


def report(county, station):
    """All stages up to working, with the pictures of contract, place and plaque, in one form."""
    county.open(reverse("stations:milestones", args=[station.code]))
    stages = [stage.value for stage in Stage if Stage.PLANNED < stage <= Stage.OPERATING]
    for number, stage in enumerate(stages):
        county.type(**{f"stage-{stage}-on": TODAY - timedelta(days=len(stages) - 1 - number)})
    for stage in (Stage.CONTRACTED, Stage.FITTED, Stage.OPENED):
        county.show(f"stage-{stage.value}-files", 100 + stage.value)
    county.submit()
    assert station.milestones.get(stage=Stage.OPERATING).standing == "reported"
