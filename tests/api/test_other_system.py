"""Another system works with the portal unattended, by a client that was generated from the schema."""

import os
import subprocess
import sys
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core.history import keep
from exchange.actions.webhook import subscribe
from exchange.models import WebhookSubscription
from exchange.resources.endpoints import by_name
from services.actions.record import withdraw_record
from services.models import ServiceCase, ServiceRecord
from tests.accounts.factories import make_token, make_user
from tests.api.line import Fault, line_to
from tests.api.other_system import Filer, Mirror, Portal, Receiver, RefusedError, Reporter
from tests.exchange.target import running, write_certificate
from tests.server import address_of_the_database, is_there, serving
from tests.services.factories import make_record
from tests.stations import files
from tests.stations.factories import make_deliverable, make_station
from tests.world import make_two_counties

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.heavy]

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "client_of_the_portal"
JUNE = [date(2022, 6, 1) + timedelta(days=number) for number in range(30)]
A_DAY = 20
FAULTS = [
    *(Fault.NONE, Fault.ANSWER_LOST, Fault.NONE, Fault.REQUEST_LOST, Fault.NONE, Fault.ANSWER_LOST),
    *(Fault.ANSWER_LOST, Fault.NONE, Fault.KILLED_AT_WORK),
]
LATER_FAULTS = [Fault.NONE, Fault.KILLED_AFTER]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The name of the client, generated from the schema and importable."""
    home = tmp_path_factory.mktemp("client")
    config = home / "config.yml"
    config.write_text("post_hooks: []\n")
    command = [Path(sys.executable).parent / "openapi-python-client", "generate", "--fail-on-warning"]
    command += ["--path", ROOT / "docs" / "api" / "schema.yml", "--config", config]
    command += ["--meta", "none", "--output-path", home / PACKAGE]
    subprocess.run(command, check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(home)
        yield PACKAGE
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@contextmanager
def sending_webhooks(certificate):
    """The portal's sender at work, which may reach targets on this machine."""
    environment = {
        **os.environ,
        "DATABASE_URL": address_of_the_database(),
        "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8,::1/128",
        "WEBHOOK_CA_FILE": str(certificate),
    }
    command = [sys.executable, "manage.py", "deliver_webhooks", "--every", "1"]
    sender = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield
    finally:
        sender.terminate()
        sender.wait(60)


def services_of(day, station, case):
    """What a station did on a day: visits, and a contact of its case, each told apart by its note."""
    shared = {"station": station.code, "served_on": day.isoformat(), "nature": "professional"}
    shared |= {"field": "ELDER_CARE", "groups": ["ELDER"], "hours": "1.5"}
    shared |= {"person_count": 4, "attendance_count": 4}
    visits = [shared | {"method": "visit", "note": f"{day.day}日第{n}次"} for n in range(1, A_DAY)]
    contact = shared | {"method": "case", "case": case, "note": f"{day.day}日个案"}
    return [*visits, contact | {"phase": "closure" if day == JUNE[-1] else "intervention"}]


def listed(user, noun):
    """Every record of a noun as the portal's own endpoint shows it to the account."""
    client = Client()
    client.force_login(user, backend="accounts.backends.SignInBackend")
    rows = []
    for question in ["", "&withdrawn=true"][: 2 if noun == "service-records" else 1]:
        address = f"/api/v1/{noun}/?page_size=1000{question}"
        while address:
            page = client.get(address).json()
            rows += page["results"]
            address = page["next"]
    return rows


def in_order(records):
    return sorted(records, key=repr)


def work_of_others(world, user):
    """What people do on the pages meanwhile."""
    world.station.address = "新址"
    keep(world.station, user)
    withdraw_record(world.service, on=date(2022, 6, 30), reason="重复", by=user)
    make_station(world.township, name="后来的站")


@pytest.fixture
def world(db):
    """Two counties; the system is one of the first. Nobody else is told by webhooks, least of all outside."""
    first, _second = make_two_counties()
    WebhookSubscription.objects.update(status="paused", paused_at=timezone.now())
    make_record(first.station, note="先前的", withdrawn_on=date(2022, 5, 31), withdrawn_reason="误录")
    return first


@pytest.fixture
def officer(world):
    """Whose account the system has."""
    return make_user("county", Role.COUNTY_OFFICER, world.county)


@pytest.fixture
def administrator(world):
    return make_user("administrator", Role.MUNICIPAL_ADMIN, world.county.parent)


def test_another_system_mirrors_reports_and_is_told(
    package, world, officer, administrator, settings, tmp_path
):
    certificate = write_certificate(tmp_path)
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]
    settings.WEBHOOK_CA_FILE = str(certificate)
    _token, key = make_token(officer)

    with ExitStack() as stack:
        line = stack.enter_context(line_to(stack.enter_context(serving())))
        target = stack.enter_context(running(certificate))
        hook = WebhookSubscription(
            name="县平台", owner=officer, target_url=target.url, nouns=["service-records"]
        )
        secret = subscribe(hook, by=administrator)
        stack.enter_context(sending_webhooks(certificate))
        portal = stack.enter_context(closing(Portal(package, line.address, key)))
        mirror, reporter, receiver = Mirror(portal), Reporter(portal), Receiver(portal, secret)

        mirror.begin()
        before = ServiceRecord.objects.count()
        case = reporter.open_case(world.station.code, JUNE[0].isoformat())
        days = {day: services_of(day, world.station, case) for day in JUNE}

        def report():
            for day, rows in days.items():
                reporter.send_day(day.isoformat(), rows)

        line.lead_to(line.server, FAULTS)
        # The mirror follows beside the test: while it waits for a killed server, the test starts the next.
        with ThreadPoolExecutor(1) as reporters, ThreadPoolExecutor(1) as followers:
            reporting, following = reporters.submit(report), []
            for faults in (LATER_FAULTS, []):
                assert is_there(lambda: line.killed.is_set() or reporting.done())
                assert not reporting.done(), reporting.result()
                line.lead_to(stack.enter_context(serving()), faults)
                following.append(followers.submit(mirror.follow))
            work_of_others(world, administrator)
            for each in (reporting, *following):
                each.result()
        mirror.follow()

        # Nothing lost, nothing doubled, and the portal's own account of it is the system's.
        sent = Counter((row["served_on"], row["note"]) for rows in days.values() for row in rows)
        june = ServiceRecord.objects.filter(served_on__month=6)
        assert Counter((one.served_on.isoformat(), one.note) for one in june) == sent
        assert set(sent.values()) == {1}
        assert sorted(june.values_list("code", flat=True)) == sorted(reporter.codes)
        assert ServiceRecord.objects.count() == before + len(JUNE) * A_DAY
        assert {one.hours for one in june} == {Decimal("1.5")}
        assert {one.entered_by for one in june} == {officer}
        assert ServiceCase.objects.get(code=case).closed_on == JUNE[-1]
        assert not line.faults
        assert reporter.replayed >= 1

        # The mirror is what the portal shows, in every noun.
        for noun in by_name():
            assert in_order(mirror.of(noun.replace("-", "_"))) == in_order(listed(officer, noun)), noun
        assert "枣强社工站" not in str(mirror.records)

        # Every service was told, signed, as the portal has it.
        assert is_there(lambda: taken(receiver, target) >= set(reporter.codes))

    told = {event.code: event.record for event in receiver.events.values() if event.record}
    shown = {record["code"]: record for record in mirror.of("service_records")}
    assert {code: told[code].to_dict() for code in reporter.codes} == {
        code: shown[code] for code in reporter.codes
    }
    headers, body = target.requests[0]
    with pytest.raises(ValueError, match="not signed"):
        receiver.take(headers, body + b" ", time.time())


def test_another_system_sends_files_once_though_answers_are_lost(package, world, officer):
    deliverable = make_deliverable(world.station)
    _token, key = make_token(officer)

    with ExitStack() as stack:
        line = stack.enter_context(line_to(stack.enter_context(serving())))
        line.lead_to(line.server, [Fault.ANSWER_LOST, Fault.REQUEST_LOST, Fault.NONE])
        portal = stack.enter_context(closing(Portal(package, line.address, key)))
        filer = Filer(portal)

        code = filer.show(deliverable.code, "批复.pdf", files.PDF)
        fetched = filer.fetch(code)
        wrong = filer.show(deliverable.code, "误传.pdf", files.PDF + b"\n")
        filer.take_back(wrong)
        with pytest.raises(RefusedError):
            filer.fetch(wrong)

    assert (fetched, line.faults) == (files.PDF, deque())
    kept = deliverable.evidence.present().get()
    assert (kept.code, kept.title, kept.uploaded_by) == (code, "批复", officer)


def taken(receiver, target) -> set[str]:
    """The codes of all that came with a signature that holds."""
    for headers, body in list(target.requests):
        receiver.take(headers, body, time.time())
    return {event.code for event in receiver.events.values()}
