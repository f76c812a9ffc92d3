"""What a post asks for is asked wherever somebody begins at its station in its role."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from personnel.actions.posting import end_posting
from personnel.models import Posting
from tests.accounts.factories import make_user
from tests.api.conftest import Caller
from tests.exchange.files import errors_of, upload, workbook
from tests.personnel.factories import make_certificate, make_position, make_posting, make_worker
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

DAY = date(2022, 6, 1)
ASKED = "asks for: certificate"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def station(hedong):
    station = make_station(hedong)
    make_position(station, requirement="certificate", opened_on=date(2022, 1, 1))
    return station


@pytest.fixture
def staff(taocheng):
    return make_user("staff", Role.COUNTY_OFFICER, taocheng, is_staff=True)


def typed(worker, station, **values):
    row = {"role": "social_worker", "employment_type": "full_time", "started_on": DAY.isoformat()}
    return {"worker": worker.code, "station": station.code} | row | values


def by_page(client, worker, station, **values):
    row = typed(worker, station, **values)
    path = f"/personnel/workers/{worker.code}/post/"
    return client.post(path, row | {"on": row["started_on"]}).text


def by_appointment(client, worker, station, **values):
    path = reverse("personnel:position-appoint", args=[station.positions.get().code])
    return client.post(path, {"worker": worker.code, "on": DAY.isoformat()}).text


def by_file(client, worker, station, **values):
    row = typed(worker, station, **values)
    return str(errors_of(upload(client, "postings", workbook([[*row], [*row.values()]]))))


def by_admin(client, worker, station, **values):
    row = typed(worker, station, **values) | {"worker": worker.pk, "station": station.pk}
    return client.post(reverse("admin:personnel_posting_add"), row).text


def by_api(client, worker, station, **values):
    return Caller(client.user).post("postings/", typed(worker, station, **values)).json()


DOORS = [by_page, by_appointment, by_file, by_admin, by_api]


@pytest.mark.parametrize("door", DOORS)
def test_somebody_without_what_the_post_asks_for_begins_by_no_door(door, station, taocheng, staff, client_of):
    client = client_of(staff)
    client.user = staff

    assert ASKED in str(door(client, make_worker(taocheng), station))
    assert not Posting.objects.exists()


@pytest.mark.parametrize("door", [by_page, by_api])
@pytest.mark.parametrize(
    "values",
    [{"employment_type": "volunteer"}, {"role": "assistant"}, {"started_on": "2021-12-01"}],
    ids=["a volunteer", "in a role without a post", "before the post was needed"],
)
def test_where_no_post_asks_for_it_nothing_is_asked(door, values, station, taocheng, staff, client_of):
    client = client_of(staff)
    client.user = staff

    door(client, make_worker(taocheng), station, **values)

    assert Posting.objects.count() == 1


def test_whoever_has_it_begins(station, taocheng, staff, client_of):
    worker = make_worker(taocheng)
    make_certificate(worker, issued_on=date(2021, 10, 1))

    by_page(client_of(staff), worker, station)

    assert Posting.objects.get().worker == worker


def test_who_was_there_before_the_rule_is_changed_and_ended(hedong, taocheng, staff):
    station = make_station(hedong)
    posting = make_posting(make_worker(taocheng), station, started_on=DAY)
    make_position(station, requirement="certificate", opened_on=date(2022, 1, 1))

    row = typed(posting.worker, station, started_on=posting.started_on.isoformat())
    changed = Caller(staff).post("postings/bulk/", [row | {"employment_type": "part_time"}])
    assert changed.status_code == 200, changed.content
    posting.refresh_from_db()
    ended = end_posting(posting, on=date(2022, 12, 1), reason="resigned", by=staff)

    assert (ended.employment_type, ended.ended_on) == ("part_time", date(2022, 12, 1))
