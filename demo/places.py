"""The real divisions that the demonstration stands on."""

from collections import defaultdict
from dataclasses import dataclass

from demo.counties import CITY_CODE, COUNTIES, TOWNSHIPS
from regions.models import Region

# Residents' communities come before villages: the rooms of 河东街道 are in its eight communities.
RESIDENTS = "居委会"


class PlacesMissingError(Exception):
    """The divisions are not there, or are not those of the packaged code list."""


@dataclass(frozen=True)
class Places:
    """The city, its reporting units by code, their townships, and the communities of a township."""

    city: Region
    counties: dict[str, Region]
    townships: dict[str, list[Region]]
    communities: dict[str, list[Region]]

    @property
    def regions(self) -> dict[str, Region]:
        """The city and its reporting units by code."""
        return {self.city.code: self.city} | self.counties


def read_places() -> Places:
    """The divisions as loaded; raises ``PlacesMissingError`` with what to do."""
    regions = Region.objects.current()
    city = regions.filter(code=CITY_CODE).first()
    if city is None:
        raise PlacesMissingError("No divisions of Hengshui are loaded; run manage.py load_regions first.")
    counties = regions.in_bulk([county.code for county in COUNTIES], field_name="code")
    townships = list(regions.counting().under(city).order_by("path"))
    if len(counties) != len(COUNTIES) or len(townships) != TOWNSHIPS:
        raise PlacesMissingError(
            f"The demonstration stands on the packaged code list with {len(COUNTIES)} reporting units and "
            f"{TOWNSHIPS} townships; found {len(counties)} and {len(townships)}. Run manage.py load_regions "
            "on an empty database."
        )
    return Places(
        city=city,
        counties=counties,
        townships=_by_parent(townships, length=len(COUNTIES[0].code)),
        communities=_by_parent(_residents_first(regions.communities().under(city)), length=9),
    )


def _residents_first(communities) -> list[Region]:
    return sorted(communities, key=lambda region: (region.kind != RESIDENTS, region.path))


def _by_parent(regions, *, length: int) -> dict[str, list[Region]]:
    groups = defaultdict(list)
    for region in regions:
        groups[region.code[:length]].append(region)
    return groups
