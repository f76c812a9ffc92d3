"""How long a file of 5,000 stations takes to check and to import: beside reading it and writing it bare.

``import_stations.py`` measures on a database of its own in SQLite, ``import_stations.py postgresql``
on a server of its own. Prints seconds and ratios beside their limits; ends with 1 where one is above.
"""

import io
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5000
HEADINGS = ["code", "name", "township", "service_model", "venue_type", "area_m2", "address"]
# The check reads the workbook and judges each cell; the import makes the same plan again and keeps
# a version and a row for the undo with each record.
LIMITS = {"check / reading": 80.0, "import / bare write": 25.0}


def environment(url: str, directory: Path) -> None:
    """What the settings read, as in the tests."""
    from tests.plugin import ENVIRONMENT

    os.environ.update(ENVIRONMENT, DATABASE_URL=url, DEMO_DATA="False")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.MEDIA_ROOT = directory
    call_command("migrate", verbosity=0)


def workbook() -> bytes:
    """5,000 new stations of one township."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, ROWS + 1):
            row = ["", f"第{number}社工站", "131102002", "1138N", "own", number % 500, f"人民路{number}号"]
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def seconds(step) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Seconds of each step; everything is taken back where the next step needs it empty."""
    from django.db import transaction
    from python_calamine import CalamineWorkbook

    from accounts.roles import Role
    from exchange import actions
    from exchange.registry import RESOURCES
    from stations.models import Station
    from tests.accounts.factories import make_user
    from tests.regions.factories import make_region
    from tests.stations.factories import make_service_model

    make_region("131100", "衡水市")
    county, town = make_region("131102", "桃城区"), make_region("131102002", "河东街道")
    model, officer = make_service_model(), make_user("officer", Role.COUNTY_OFFICER, county)
    content = workbook()
    found = {
        "reading": seconds(
            lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )
    }

    def write_bare():
        with transaction.atomic():
            Station.objects.bulk_create(
                (
                    Station(
                        code=f"ST-131102002-{number}",
                        name=f"第{number}社工站",
                        township=town,
                        service_model=model,
                        venue_type="own",
                        area_m2=number % 500,
                        address=f"人民路{number}号",
                    )
                    for number in range(1, ROWS + 1)
                ),
                batch_size=500,
            )

    found["bare write"] = seconds(write_bare)
    Station.objects.all().delete()
    batch = actions.receive_file(RESOURCES["stations"], name="x.xlsx", content=content, by=officer)
    for verb, name in (("check", "check"), ("commit", "import"), ("undo", "undo")):
        actions.begin(batch, verb)
        action = getattr(actions, f"{verb}_batch")
        found[name] = seconds(lambda action=action: action(batch, by=officer))
    assert batch.status == "undone", (batch.status, batch.message)  # noqa: S101
    return found


def report(database: str, found: dict[str, float]) -> int:
    """Print the figures and how they stand to the limits; returns how many are above."""
    print(f"{database}: {ROWS} new stations")
    for name, value in found.items():
        print(f"  {name:<22}{value:8.2f} s {ROWS / value:12,.0f} rows/s")
    above = 0
    for name, limit in LIMITS.items():
        first, second = name.split(" / ")
        ratio = found[first] / found[second]
        above += ratio > limit
        print(f"  {name:<22}{ratio:8.1f} × (limit {limit:.0f}){' ABOVE' if ratio > limit else ''}")
    return above


def main() -> int:
    from tests.postgres import PostgresMissingError, running_postgres

    database = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        directory = Path(name)
        if database == "sqlite":
            environment(f"sqlite:///{directory / 'benchmark.sqlite3'}", directory)
            return report(database, measure())
        try:
            with running_postgres() as url:
                environment(f"{url.rpartition('/')[0]}/postgres", directory)
                return report(database, measure())
        except PostgresMissingError as missing:
            print(f"postgresql: not measured, {missing}")
            return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(min(main(), 1))
