"""How a sample is drawn, so that anybody can draw it again: by the frozen population, the size and the seed.

The population is a list of ``[code, county, risks]``, ``risks`` being the signs of risk joined by commas.

1. Sort the population by code.
2. ``random.Random(seed)``, and for each in that order one ``random()``: its number. Python promises that
   the numbers of a seed stay the same in every version. The smaller the number, the earlier the rank.
3. From each county the first in rank is taken, where there is one with a sign of risk the first of those.
4. Of what is left to draw, half (rounded up) is taken by rank among those with a sign of risk, the other
   half by rank among those without; where one side has too few, the other fills up.

Point 3 makes the sample at least as large as there are counties. That risk makes up half of the rest is a
proposal of the portal; no document says so.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

# A record as the population keeps it: its code, that of its county, its signs of risk.
Member = Sequence[str]


@dataclass(frozen=True)
class Stratum:
    """The members of one county with or without a sign of risk: how many there are and were drawn."""

    county: str
    is_at_risk: bool
    size: int
    drawn: int


def digest_of(population: Sequence[Member]) -> str:
    """The SHA-256 of its lines ``code,county,risks`` by code, each ending in a line feed, in UTF-8."""
    lines = "".join(",".join(member) + "\n" for member in sorted(map(tuple, population)))
    return hashlib.sha256(lines.encode()).hexdigest()


def ranked(population: Sequence[Member], seed: str) -> list[Member]:
    """The population by rank."""
    # Whoever knows the seed may repeat the draw: that is its purpose, and no secret hangs on it.
    numbers = random.Random(seed)  # noqa: S311
    return [
        member
        for _number, member in sorted(
            (numbers.random(), tuple(one)) for one in sorted(map(tuple, population))
        )
    ]


def sample(population: Sequence[Member], *, size: int, seed: str) -> list[str]:
    """The codes that are drawn, by code."""
    order = ranked(population, seed)
    risky = [code for code, _county, risks in order if risks]
    others = [code for code, _county, risks in order if not risks]
    firsts: dict[str, str] = {}
    for code, county, _risks in sorted(order, key=lambda member: not member[2]):
        firsts.setdefault(county, code)
    drawn = set(firsts.values())
    left = max(min(size, len(order)) - len(drawn), 0)
    risky, others = ([code for code in side if code not in drawn] for side in (risky, others))
    from_risky = min(max((left + 1) // 2, left - len(others)), len(risky))
    return sorted(drawn | set(risky[:from_risky]) | set(others[: left - from_risky]))


def strata_of(population: Sequence[Member], drawn: Sequence[str] = ()) -> list[Stratum]:
    """The strata, by county, those at risk first."""
    chosen = set(drawn)
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    for code, county, risks in population:
        size, taken = found.get((county, not risks), (0, 0))
        found[county, not risks] = (size + 1, taken + (code in chosen))
    return [Stratum(county, not calm, *found[county, calm]) for county, calm in sorted(found)]
