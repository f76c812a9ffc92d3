"""A mirror that follows the feed while eight people write ends identical, record for record."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.test import Client

from core.history import keep
from exchange.feed import triggers
from exchange.models import Change
from exchange.resources.endpoints import by_name
from funding.models import Allocation
from stations.models import Station
from tests.exchange.files import STATION_HEADINGS, do, upload, workbook
from tests.funding.factories import make_budget, new_allocation, new_disbursement, paying_people
from tests.stations.factories import make_agency, make_deliverable, make_engagement, make_station

FEED = "/api/v1/changes/"
WRITERS, ROUNDS = 8, 3

pytestmark = pytest.mark.django_db(transaction=True)


class GivenUpError(Exception):
    """A writer takes everything back."""


class Mirror:
    """Another system's copy, which knows nothing but the feed."""

    def __init__(self, client):
        self.client = client
        self.records = {}
        self.sequences = []
        self.since = ""

    def follow(self, limit=7):
        """Apply what has happened until there is nothing more."""
        while True:
            page = self.client.get(FEED, {"since": self.since, "limit": limit}).json()
            for event in page["events"]:
                self._apply(event)
            self.since = page["next"]
            if not page["has_more"]:
                return

    def _apply(self, event):
        if event["kind"] != "touched":
            self.sequences.append(event["sequence"])
        key = event["noun"], event["id"]
        self.records.pop(key, None)
        if event["record"] is not None:
            self.records[key] = event["record"]

    def of(self, noun):
        return sorted(repr(record) for (name, _pk), record in self.records.items() if name == noun)


def listed(client, noun):
    """All records of a noun as the API lists them."""
    rows, address = [], f"/api/v1/{noun}/?page_size=1000"
    while address:
        page = client.get(address).json()
        rows += page["results"]
        address = page["next"]
    return sorted(repr(row) for row in rows)


class Writer:
    """One of the eight: short and long transactions, some taken back, removals, figures that follow."""

    def __init__(self, number, *, station, agency, budget, township, user):
        self.number, self.station, self.agency, self.user = number, station, agency, user
        self.budget, self.township = budget, township

    def write(self, turn):
        name = f"{self.number}-{turn}"
        with transaction.atomic():
            mine = make_station(self.township, name=name, code=f"ZD-{name}")
            # Who began first commits last: the others have gone on meanwhile.
            time.sleep(0.01 * (self.number % 4))
            mine.name = f"{name}改"
            keep(mine, self.user)
        self._share(name)
        self._pay(name)
        with pytest.raises(GivenUpError):
            self._give_up(name)
        engagement = make_engagement(self.agency, mine)
        engagement.ended_on = date(2023, 1, 1)
        keep(engagement, self.user)
        if self.number % 2:
            engagement.delete()
            mine.delete()

    def _give_up(self, name):
        with transaction.atomic():
            make_station(self.township, name=f"{name}撤", code=f"CX-{name}")
            raise GivenUpError

    def _share(self, name):
        """All write to one station, one after the other, with a lock that is held until the commit."""
        with transaction.atomic():
            shared = Station.objects.select_for_update().get(pk=self.station.pk)
            shared.address = name
            keep(shared, self.user)
            make_deliverable(shared, name=name, code=f"CG-{name}")
            time.sleep(0.005)

    def _pay(self, name):
        with transaction.atomic():
            allocation = new_allocation(self.budget, self.township, code=f"BF-{name}")
            allocation.save()
        new_disbursement(Allocation.objects.get(pk=allocation.pk), code=f"ZF-{name}").save()


@pytest.fixture
def writers(hedong, taocheng, city_admin, service_model):
    shared, budget = make_station(hedong, name="共有站"), make_budget(taocheng)
    paying_people()
    return [
        Writer(
            number,
            station=shared,
            agency=make_agency(taocheng),
            budget=budget,
            township=hedong,
            user=city_admin,
        )
        for number in range(WRITERS)
    ]


def signed_in(user):
    client = Client()
    client.force_login(user, backend="accounts.backends.SignInBackend")
    return client


def importing(user):
    """An import of many rows, which writes its versions in bulk."""
    rows = [["", f"导入{number}", "131102002", "1138N", "own", 100] for number in range(30)]
    client = signed_in(user)
    batch = do(client, upload(client, "stations", workbook([STATION_HEADINGS, *rows])), "commit")
    assert batch.status == "committed"
    assert do(client, batch, "undo").status == "undone"


def test_a_mirror_ends_identical_while_eight_write(writers, city_admin, taocheng_officer):
    mirror, start, over = Mirror(signed_in(city_admin)), Barrier(WRITERS), Event()

    def work(writer):
        try:
            start.wait()
            for turn in range(ROUNDS):
                writer.write(turn)
            if writer.number == 0:
                importing(taocheng_officer)
        finally:
            connection.close()

    def watch():
        try:
            while not over.is_set():
                mirror.follow()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        watching = pool.submit(watch)
        try:
            list(pool.map(work, writers))
        finally:
            over.set()
        watching.result()
    mirror.follow()

    client = signed_in(city_admin)
    for noun in by_name():
        assert mirror.of(noun) == listed(client, noun), noun
    told = Change.objects.filter(noun__in=[noun.label for noun in by_name().values()])
    assert mirror.sequences == list(told.order_by("position").values_list("position", flat=True))
    assert triggers.unlisted(connection) == 0


def test_a_second_mirror_that_begins_later_ends_like_the_first(writers, city_admin):
    first = Mirror(signed_in(city_admin))
    for writer in writers[:3]:
        writer.write(0)
        first.follow(limit=3)
    second = Mirror(signed_in(city_admin))
    second.follow(limit=1000)

    assert second.records == first.records
    assert second.sequences == first.sequences


# On SQLite only one transaction is open.
@pytest.mark.postgresql
def test_who_began_first_and_commits_last_is_told_last_and_holds_nobody_up(hedong, city_admin, service_model):
    early, late = make_station(hedong, name="先开始"), make_station(hedong, name="后开始")
    mirror = Mirror(signed_in(city_admin))
    mirror.follow()
    written, go_on = Event(), Event()

    def slow():
        try:
            with transaction.atomic():
                early.address = "一"
                keep(early, city_admin)
                written.set()
                assert go_on.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(slow)
        assert written.wait(30)
        late.address = "二"
        keep(late, city_admin)
        mirror.follow()
        is_late_told = mirror.records["stations", late.pk]["address"] == "二"
        is_early_told = mirror.records["stations", early.pk]["address"] == "一"
        go_on.set()
        running.result()
    mirror.follow()

    assert (is_late_told, is_early_told) == (True, False)
    assert mirror.records["stations", early.pk]["address"] == "一"
    assert mirror.sequences == sorted(mirror.sequences)
