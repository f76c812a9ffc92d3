"""``DATABASE_URL=… python -m benchmarks.seed_nation``: a station in every township of the country.

For an empty, migrated database, to measure what a page costs at national scale. Every county gets an agency
that runs its stations; every station stands at *operating* with five of the thirteen required deliverables
accepted. Rows are written in bulk, with one version each in the history.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.nation import divisions  # noqa: E402
from core.pinyin import search_columns  # noqa: E402
from regions.models import Region  # noqa: E402
from regions.models.region import path_of  # noqa: E402
from stations.models import (  # noqa: E402
    Agency,
    Deliverable,
    Engagement,
    Milestone,
    ServiceModel,
    Stage,
    Station,
)

ENTERED_ON, OPERATING_ON, ACCEPTED_ON = date(2021, 1, 4), date(2022, 3, 1), date(2022, 6, 1)
ACCEPTED = {"PLATFORM": 1, "TALENT_BRAND": 1, "CORE_PROJECT": 3}
ROWS_A_WRITE = 5_000
SAID = "benchmark"


def written(model, records: Iterable) -> list:
    """The records, written with a version each."""
    records = model.objects.bulk_create(records, batch_size=ROWS_A_WRITE)
    model.history.bulk_history_create(records, batch_size=ROWS_A_WRITE, default_change_reason=SAID)
    return records


def make_regions() -> list[Region]:
    """Every division, level by level, because a parent is written before its children."""
    rows, known = list(divisions()), {}
    for level in ("province", "city", "county", "township"):
        new = [
            Region(
                code=code,
                name=name,
                level=level,
                kind=kind,
                parent=known.get(parent),
                path=path_of(code, level),
                counts_for_coverage=level == "township",
            )
            for code, name, row_level, kind, parent in rows
            if row_level == level
        ]
        known |= {region.code: region for region in written(Region, new)}
    return list(known.values())


def make_agencies(counties: list[Region]) -> list[Agency]:
    """One for each county."""
    return written(
        Agency,
        [
            Agency(
                code=f"AG-{number:06d}",
                name=f"{county.name}示例社工服务中心",
                registration_level=Agency.RegistrationLevel.COUNTY,
                founder_type=Agency.FounderType.OTHER,
                home_region=county,
                **search_columns(f"{county.name}示例社工服务中心"),
            )
            for number, county in enumerate(counties, start=1)
        ],
    )


def make_stations(townships: list[Region], model: ServiceModel) -> list[Station]:
    """One for each township, operating."""
    return written(
        Station,
        [
            Station(
                code=f"ST-{township.code}-1",
                name=f"{township.name}社工站",
                township=township,
                service_model=model,
                stage=Stage.OPERATING,
                area_m2=120,
                address=f"{township.name}示例路1号",
                **search_columns(f"{township.name}社工站"),
            )
            for township in townships
        ],
    )


def milestones(stations: list[Station]) -> Iterator[Milestone]:
    for station in stations:
        yield Milestone(station=station, stage=Stage.PLANNED, achieved_on=ENTERED_ON, counts_from=ENTERED_ON)
        yield Milestone(
            station=station, stage=Stage.OPERATING, achieved_on=OPERATING_ON, counts_from=OPERATING_ON
        )


def deliverables(stations: list[Station], model: ServiceModel) -> Iterator[Deliverable]:
    reporter, accepter = (User.objects.create(username=f"benchmark-{part}") for part in ("in", "out"))
    components = {component.code: component for component in model.components.all()}
    wanted = [components[code] for code, number in ACCEPTED.items() for _one in range(number)]
    for station in stations:
        for number, component in enumerate(wanted, start=1):
            yield Deliverable(
                code=f"DV-{station.code.removeprefix('ST-')}-{number:02d}",
                station=station,
                component=component,
                name=f"{component.name}{number}",
                status=Deliverable.Status.ACCEPTED,
                reported_on=ACCEPTED_ON,
                reported_by=reporter,
                accepted_on=ACCEPTED_ON,
                accepted_by=accepter,
            )


def engagements(stations: list[Station], agencies: list[Agency]) -> Iterator[Engagement]:
    at_home = {agency.home_region_id: agency for agency in agencies}
    for station in stations:
        agency = at_home[station.township.parent_id]
        yield Engagement(agency=agency, station=station, role="operator", started_on=OPERATING_ON)


@transaction.atomic
def seed(most: int | None = None) -> dict[str, int]:
    """Fill the database, with ``most`` stations only; returns how many records of each noun it wrote."""
    regions = make_regions()
    model = ServiceModel.objects.get(code="1138N")
    agencies = make_agencies([region for region in regions if region.level == "county"])
    stations = make_stations([region for region in regions if region.level == "township"][:most], model)
    parts = {
        "milestones": written(Milestone, milestones(stations)),
        "deliverables": written(Deliverable, deliverables(stations, model)),
        "engagements": written(Engagement, engagements(stations, agencies)),
    }
    counts = {"regions": regions, "agencies": agencies, "stations": stations} | parts
    return {noun: len(records) for noun, records in counts.items()}


if __name__ == "__main__":
    if Region.objects.exists():
        sys.exit("The database holds divisions already; take an empty one.")
    for noun, number in seed().items():
        sys.stdout.write(f"{number:>10,} {noun}\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
