"""What can be drawn for a look on the spot: a source tells what was accepted or confirmed in a region.

A source is one ``DrawSource`` that is registered::

    register(DrawSource("deliverables", _("accepted deliverables"), find, url, risks=RISKS))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.texts import Text
from regions.models import Region


@dataclass(frozen=True)
class Candidate:
    """A record that may be drawn: code, name, where it lies, to which county it counts, signs of risk."""

    code: str
    name: str
    place: Region
    county: Region
    risks: tuple[str, ...] = ()

    @property
    def member(self) -> list[str]:
        """As the population keeps it."""
        return [self.code, self.county.code, ",".join(self.risks)]


@dataclass(frozen=True)
class DrawSource:
    """One kind of record: ``find`` tells those of a region between two days, ``url`` the page of a code.

    ``risks`` are its signs of risk, in words.
    """

    name: str
    label: Text
    find: Callable[[Region, date, date], Iterable[Candidate]]
    url: Callable[[str], str]
    risks: Mapping[str, Text]


SOURCES: dict[str, DrawSource] = {}


def register(source: DrawSource) -> DrawSource:
    """Offer the source when something is drawn."""
    SOURCES[source.name] = source
    return source
