"""What the API takes at national scale, beside SQL written by hand and beside plain Django REST framework.

``api.py [--stations N] [--requests N]`` fills a PostgreSQL of its own that is thrown away, serves the portal
and ``rivals.py`` by one gunicorn as ``make run`` does, asks them in turn as an officer with a token, and
prints the median and the 95th percentile of each beside the aims. Says MET or MISSED and never fails on a
figure, because figures depend on the machine; fails where the three do not answer the same.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RIVALS = {"portal": "/api/v1", "limit": "/limit", "plain": "/plain"}
WARMING = 5
# Writing a thousand takes long, and each time there are a thousand more.
READS_A_WRITE = 20
ROWS = 1000
START_S = 60


@dataclass(frozen=True)
class Question:
    """What is asked, where and with which ``body`` by rival, and how much more than the limit it may take."""

    name: str
    addresses: dict[str, str]
    aim: float | None = None
    bodies: dict[str, list] | None = None


@dataclass(frozen=True)
class Nation:
    """The seeded country, as seen by its officer."""

    token: str
    seen: int
    code: str
    city: str
    townships: list[str]
    since: int


def seed(most: int | None) -> Nation:
    """Fill the database; the officer's region is the province with the most stations."""
    from django.db import connection
    from django.db.models import Count
    from django.utils import timezone

    from accounts.actions.api_token import issue_token
    from accounts.models import ApiToken, RoleAssignment, User
    from accounts.roles import Role
    from benchmarks.seed_nation import seed as seed_nation
    from exchange.models import Change
    from regions.models import Region
    from stations.models import Station

    began = time.perf_counter()
    counts = seed_nation(most)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{counts['stations']:,} stations seeded in {time.perf_counter() - began:.0f} s")
    provinces = Region.objects.filter(level="province")
    region = max(provinces, key=lambda one: Station.objects.under(one).count())
    officer = User.objects.create_user("benchmark-officer")
    RoleAssignment.objects.create(user=officer, role=Role.COUNTY_OFFICER, region=region)
    token = ApiToken(user=officer, name="x", expiry=timezone.now() + timedelta(days=1), is_read_only=False)
    rows = Station.objects.under(region)
    city = rows.values("township__parent__parent__code").annotate(n=Count("pk")).order_by("-n").first()
    changes = Change.objects.filter(noun="stations.station", object_id__in=rows.values("pk"))
    return Nation(
        token=issue_token(token, by=officer),
        seen=rows.count(),
        code=rows.first().code,
        city=city["township__parent__parent__code"],
        townships=list(rows.values_list("township__code", flat=True)),
        since=changes.order_by("position").first().position - 1,
    )


def questions(nation: Nation) -> list[Question]:
    """What is measured, with the aims of the issue."""

    def everywhere(address: str, **others: str) -> dict[str, str]:
        return dict.fromkeys(RIVALS, address) | others

    path = nation.city.rstrip("0")
    picked = "/stations/?stage=80&page_size=50&ordering=-name&"
    return [
        Question("list of 50", everywhere("/stations/?page_size=50"), 1.5),
        Question(f"list of {min(ROWS, nation.seen):,}", everywhere(f"/stations/?page_size={ROWS}"), 1.5),
        Question(
            "filtered, ordered",
            {
                "portal": f"{picked}region={nation.city}",
                "limit": f"{picked}region={path}",
                "plain": f"{picked}township__path__startswith={path}",
            },
            2,
        ),
        Question("detail", everywhere(f"/stations/{nation.code}/"), 4),
        Question("feed, page of 100", everywhere(f"/changes/?since={nation.since}&limit=100")),
        Question(
            f"bulk create {ROWS:,}", everywhere("/stations/", portal="/stations/bulk/"), 15, bodies(nation)
        ),
    ]


def bodies(nation: Nation) -> dict[str, list]:
    """New stations all over the region; only the portal gives them codes by itself."""
    rows = [
        {
            "name": f"新建{number}社工站",
            "township": nation.townships[number % nation.seen],
            "service_model": "1138N",
            "venue_type": "own",
            "area_m2": "120.5",
            "address": f"人民路{number}号",
        }
        for number in range(ROWS)
    ]
    return dict.fromkeys(RIVALS, rows)


class Asker:
    """Asks over one connection, as long as the server keeps it."""

    def __init__(self, port: int, token: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.written = 0

    def ask(self, question: Question, rival: str) -> tuple[float, bytes]:
        """Seconds and the answer."""
        address = RIVALS[rival] + question.addresses[rival]
        body = self._body(question.bodies[rival], rival) if question.bodies else None
        began = time.perf_counter()
        self.connection.request("POST" if body else "GET", address, body, self.headers)
        response = self.connection.getresponse()
        content = response.read()
        took = time.perf_counter() - began
        if response.status not in (http.HTTPStatus.OK, http.HTTPStatus.CREATED):
            sys.exit(f"{address} answered {response.status}: {content[:500].decode()}")
        return took, content

    def _body(self, rows: list[dict], rival: str) -> bytes:
        if rival != "portal":
            self.written += 1
            rows = [{"code": f"{rival}-{self.written}-{n}", **row} for n, row in enumerate(rows)]
        return json.dumps(rows).encode()


def records(content: bytes):
    """What is compared of an answer: the stations in it."""
    answer = json.loads(content)
    if "events" in answer:
        return [event["record"] for event in answer["events"]]
    return answer.get("results", answer)


def measure(asker: Asker, question: Question, times: int) -> dict[str, list[float]]:
    """Seconds by rival, asked in turn; ends where their answers differ."""
    if not question.bodies:
        portal, *others = [records(asker.ask(question, rival)[1]) for rival in RIVALS]
        if any(other != portal for other in others):
            sys.exit(f"{question.name}: the answers differ, so nothing can be compared.")
    for _time in range(1 if question.bodies else WARMING):
        for rival in RIVALS:
            asker.ask(question, rival)
    taken: dict[str, list[float]] = {rival: [] for rival in RIVALS}
    for _time in range(times):
        for rival, seconds in taken.items():
            seconds.append(asker.ask(question, rival)[0])
    return taken


def line(question: Question, taken: dict[str, list[float]]) -> str:
    """Medians, 95th percentiles and how the portal stands to the others."""
    median = {rival: statistics.median(seconds) for rival, seconds in taken.items()}
    last = {
        rival: statistics.quantiles(seconds, n=20, method="inclusive")[-1] for rival, seconds in taken.items()
    }
    cells = [f"{1000 * median[rival]:8.1f} /{1000 * last[rival]:8.1f}" for rival in taken]
    ratio = median["portal"] / median["limit"]
    if question.aim is None:
        aim = verdict = "no aim"
    else:
        aim, verdict = f"aim {question.aim:g}", "MET" if ratio <= question.aim else "MISSED"
    cells += [f"{ratio:6.2f} × ({aim})", f"{median['plain'] / median['portal']:6.2f} ×", f" {verdict}"]
    return f"{question.name:<20}" + " ".join(cells)


@contextmanager
def server(url: str) -> Iterator[int]:
    """The port of a gunicorn with the settings of ``make run`` that serves all three."""
    from scripts.serve import commands
    from tests.plugin import ENVIRONMENT

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["benchmarks.rivals" if word.endswith(".wsgi") else word for word in commands(str(port))[0]]
    # Nobody is refused; the counting is done all the same.
    environment = os.environ | ENVIRONMENT | {"DATABASE_URL": url, "API_REQUESTS_A_MINUTE": "1000000"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("The server does not start.")


def run(stations: int | None, requests: int) -> None:
    """Seed, serve, ask and print."""
    from benchmarks.import_stations import database, start

    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-benchmark-")))
        url = stack.enter_context(database("postgresql", directory))
        start(url, directory)
        nation = seed(stations)
        print(
            f"{requests} requests of each kind as an officer of {nation.seen:,} stations; median / p95 in ms"
        )
        print(
            f"{'':<20}" + "".join(f"{rival:>18} " for rival in RIVALS) + " portal to limit  plain to portal"
        )
        asker = Asker(stack.enter_context(server(url)), nation.token)
        for question in questions(nation):
            times = max(requests // READS_A_WRITE, 2) if question.bodies else requests
            print(line(question, measure(asker, question, times)), flush=True)


def main() -> int:
    from tests.postgres import PostgresMissingError

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, help="only so many, for a small try")
    parser.add_argument("--requests", type=int, default=100, help="of each kind to each")
    asked = parser.parse_args()
    try:
        run(asked.stations, asked.requests)
    except PostgresMissingError as missing:
        print(f"API: not measured, {missing}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
