"""How long a file of 5,000 stations takes to check and to import: beside reading it and writing it bare.

``import_stations.py`` measures on SQLite and on PostgreSQL, each on a database of its own that is thrown
away. Prints seconds and ratios beside their limits; ends with 1 where one is above.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5000
# Of each step the best counts: the others have waited for something else on the machine.
TIMES = 3
HEADINGS = ["code", "name", "township", "service_model", "venue_type", "area_m2", "address"]
# The check reads the workbook and judges each cell; the import makes the same plan again and keeps
# a version and a row for the undo with each record; the undo reads them all and keeps a version.
LIMITS = {"check / reading": 75.0, "import / bare write": 9.0, "undo / bare write": 8.0}


@contextmanager
def database(kind: str, directory: Path):
    """The address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{directory / 'benchmark.sqlite3'}"
        return
    import psycopg2

    from tests.postgres import running_postgres

    with running_postgres() as url:
        connection = psycopg2.connect(urlsplit(url)._replace(path="/postgres").geturl())
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE portal")
        connection.close()
        yield url


def start(url: str, directory: Path) -> None:
    """Django with the settings of the tests, on the migrated database."""
    from tests.plugin import ENVIRONMENT

    os.environ.update(ENVIRONMENT, DATABASE_URL=url)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.MEDIA_ROOT = directory
    call_command("migrate", verbosity=0)


def values(number: int) -> tuple[str, int, str]:
    """Name, area and address of a station."""
    return f"第{number}社工站", number % 500, f"人民路{number}号"


def workbook() -> bytes:
    """5,000 new stations of one township."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, ROWS + 1):
            name, area, address = values(number)
            sheet.write_row(number, 0, ["", name, "131102002", "1138N", "own", area, address])
    return stream.getvalue()


class Clock:
    """The best time of each step."""

    def __init__(self):
        self.best: dict[str, float] = {}

    def time(self, name: str, step: Callable) -> None:
        """Do the step and keep its seconds if none were less."""
        began = time.perf_counter()
        step()
        self.best[name] = min(self.best.get(name, float("inf")), time.perf_counter() - began)


def measure() -> dict[str, float]:
    """Seconds of each step; the undo leaves the tables as they were for the next time."""
    from django.db import transaction
    from python_calamine import CalamineWorkbook

    from accounts.roles import Role
    from exchange import actions
    from exchange.resources.registry import RESOURCES
    from stations.models import Station
    from tests.accounts.factories import make_user
    from tests.regions.factories import make_region
    from tests.stations.factories import make_service_model

    make_region("131100", "衡水市")
    county, town = make_region("131102", "桃城区"), make_region("131102002", "河东街道")
    model, officer = make_service_model(), make_user("officer", Role.COUNTY_OFFICER, county)
    content, clock = workbook(), Clock()

    def read():
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    @transaction.atomic
    def write_bare():
        place = {"township": town, "service_model": model, "venue_type": "own"}
        rows = (
            Station(code=f"ST-131102002-{number}", name=name, area_m2=area, address=address, **place)
            for number in range(1, ROWS + 1)
            for name, area, address in [values(number)]
        )
        Station.objects.bulk_create(rows, batch_size=500)

    for _time in range(TIMES):
        clock.time("reading", read)
        clock.time("bare write", write_bare)
        Station.objects.all().delete()
        batch = actions.receive_file(RESOURCES["stations"], name="x.xlsx", content=content, by=officer)
        for verb, name in (("check", "check"), ("commit", "import"), ("undo", "undo")):
            actions.begin(batch, verb)
            action = getattr(actions, f"{verb}_batch")
            clock.time(name, lambda action=action, batch=batch: action(batch, by=officer))
        if batch.status != "undone":
            sys.exit(f"The import did not come to its end: {batch.status}. {batch.message}")
    return clock.best


def report(kind: str, found: dict[str, float]) -> int:
    """Print the figures and how they stand to the limits; returns how many are above."""
    print(f"{kind}: {ROWS} new stations, best of {TIMES}")
    for name, value in found.items():
        print(f"  {name:<22}{value:8.2f} s {ROWS / value:12,.0f} rows/s")
    above = 0
    for name, limit in LIMITS.items():
        first, second = name.split(" / ")
        ratio = found[first] / found[second]
        above += ratio > limit
        print(f"  {name:<22}{ratio:8.1f} × (limit {limit:.0f}){' ABOVE' if ratio > limit else ''}")
    return above


def on(kind: str) -> int:
    """Measure on one kind of database; returns how many ratios are above their limits."""
    from tests.postgres import PostgresMissingError

    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        try:
            with database(kind, Path(name)) as url:
                start(url, Path(name))
                return report(kind, measure())
        except PostgresMissingError as missing:
            print(f"{kind}: not measured, {missing}")
            return 0


def main() -> int:
    if kinds := sys.argv[1:]:
        return on(kinds[0])
    # Django knows one database a process.
    return sum(
        subprocess.run([sys.executable, __file__, kind], check=False).returncode  # noqa: S603
        for kind in ("sqlite", "postgresql")
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(min(main(), 1))
