"""The figures of a return: computed from the records, frozen, and held against the records later."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from indicators.reading import read
from regions.models import Region
from reports.monthly.items import ITEMS, VERSION, Item

# What lies at the county itself and in none of its townships.
OWN = ""


@dataclass(frozen=True)
class Line:
    """The figures of the county or of one of its townships, by the item's code; not known is None."""

    code: str
    name: str
    values: dict[str, Decimal | None]

    @property
    def holds_something(self) -> bool:
        """Whether any of its figures is more than 0: farms and zones of township rank often have none."""
        return any(self.values.values())


@dataclass(frozen=True)
class Statement:
    """All figures of a return as of a day; the first line is the county's, ``version`` the item list's."""

    on: date | None
    lines: list[Line] = field(default_factory=list)
    version: int = VERSION

    def as_json(self) -> dict:
        """To be kept: decimal strings, and null for what is not known."""
        return {
            "version": self.version,
            "on": self.on.isoformat(),
            "lines": [
                {
                    "code": line.code,
                    "name": line.name,
                    "figures": {
                        code: None if value is None else str(value) for code, value in line.values.items()
                    },
                }
                for line in self.lines
            ],
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Statement":
        """What was kept; nothing kept is a statement without lines."""
        if not kept:
            return cls(None)
        lines = [
            Line(
                line["code"],
                line["name"],
                {code: None if value is None else Decimal(value) for code, value in line["figures"].items()},
            )
            for line in kept["lines"]
        ]
        return cls(date.fromisoformat(kept["on"]), lines, kept["version"])

    def visible_to(self, user, region: Region) -> "Statement":
        """The same without what ``user`` may not be told about the county."""
        visible = {code for code, item in ITEMS.items() if item.indicator.is_open_to(user, region)}
        lines = [
            Line(
                line.code, line.name, {code: value for code, value in line.values.items() if code in visible}
            )
            for line in self.lines
        ]
        return Statement(self.on, lines, self.version)


def compute(user, region: Region, *, month: date, on: date) -> Statement:
    """What the records say for the month as of the day ``on``; the number of queries is fixed."""
    indicators = [item.indicator for item in ITEMS.values()]
    now = read(indicators, user=user, region=region, on=on)
    before = read(indicators, user=user, region=region, on=month - timedelta(days=1))
    items = [item for item in ITEMS.values() if item.indicator in now.indicators]
    lines = [_line(region.code, region.name, items, now, before, None)]
    lines += [_line(child.code, child.name, items, now, before, child.path) for child in now.children]
    if now.has_own_line:
        lines.append(_line(OWN, "", items, now, before, region.path))
    county, *below = lines
    return Statement(on, [county, *(line for line in below if line.holds_something)])


def _line(code, name, items: list[Item], now, before, path) -> Line:
    return Line(code, name, {item.code: _decimal(item.value(now, before, path)) for item in items})


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(value)
