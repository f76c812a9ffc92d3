"""The divisions of a country, invented in real numbers: 31 provinces with 342 cities, 2,978 county-level
units and 38,642 formal townships.

The numbers are those of ``data/china_regions_counts.json`` (statistics bureau's list of 2023-06-30, by the
package china-division 2.7.0); codes and names are invented, in the ranges the list gives each kind.
"""

import json
from collections.abc import Iterator
from pathlib import Path

COUNTS = Path(__file__).parent / "data" / "china_regions_counts.json"
KINDS = (("街道", 1), ("镇", 100), ("乡", 200))


def shares(total: int, parts: int) -> Iterator[int]:
    """``total`` in ``parts`` whole shares that differ by one at most."""
    share, more = divmod(total, parts)
    return (share + (part < more) for part in range(parts))


def divisions() -> Iterator[tuple]:
    """Code, name, level, kind and the parent's code of every division, parents first."""
    for province in json.loads(COUNTS.read_text(encoding="utf-8"))["provinces"]:
        yield from _province(province)


def _province(province: dict) -> Iterator[tuple]:
    top = f"{province['code']}0000"
    yield top, province["name"], "province", "province", None
    counties = []
    for city, in_city in enumerate(shares(province["counties"], province["cities"]), start=1):
        code = f"{province['code']}{city:02d}00"
        yield code, f"{province['name']}示例{city}市", "city", "city", top
        for county in range(1, in_city + 1):
            counties.append(f"{code[:4]}{county:02d}")
            yield counties[-1], f"示例{city}-{county}区", "county", "county", code
    for kind, first in KINDS:
        numbers = shares(province["townships_by_kind"][kind], len(counties))
        for county, in_county in zip(counties, numbers, strict=True):
            for number in range(first, first + in_county):
                yield f"{county}{number:03d}", f"示例{county}{number:03d}{kind}", "township", kind, county
