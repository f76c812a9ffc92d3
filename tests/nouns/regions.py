"""The nouns of the floor of regions."""

from regions.models import Region
from tests.nouns.noun import READ, Noun, Routes

NOUNS = (
    Noun(
        name="region",
        model=Region,
        make=lambda world: world.county,
        api="regions",
        over_api=READ,
        routes=Routes(
            pages=("regions:region-list", "reports:region"),
            files=("reports:region-boundaries",),
        ),
    ),
)
