"""Finding anything by what people type: a few hits of each noun, or the record whose code it is."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Value

from core.pinyin import plain
from core.scope import Anyone
from reports.search.noun import SearchNoun
from reports.search.nouns import NOUNS

SHORTEST_CODE = 6


@dataclass(frozen=True)
class Found:
    """The hits of one noun: those shown, how many more were fetched, and whether there are others still."""

    noun: SearchNoun
    hits: list
    more: int
    is_cut_off: bool
    url: str


@dataclass(frozen=True)
class Search:
    """What ``user`` finds by ``typed``: one query a noun, and one that looks for a whole code."""

    user: Anyone
    typed: str

    @cached_property
    def text(self) -> str:
        """What is looked for, as the records write it."""
        return plain(self.typed)

    def record(self):
        """The one record whose code, credit code or certificate number this is; else None."""
        if len(self.text) < SHORTEST_CODE or not self.text.isascii() or not self._open:
            return None
        first, *others = [
            rows.values_list(Value(place), "pk")
            for place, noun in enumerate(self._open)
            for rows in noun.called(self.user, self.text)
        ]
        found = list(first.union(*others)[:2])
        if len(found) != 1:
            return None
        place, key = found[0]
        return self._open[place].model.objects.get(pk=key)

    def found(self, shown: int, fetched: int) -> list[Found]:
        """At most ``shown`` hits of each noun; of the others as many are counted as were ``fetched``."""
        if not self.text:
            return []
        groups = []
        for noun in self._open:
            rows = list(noun.hits(self.user, self.text)[: fetched + 1])
            if rows:
                hits = [noun.hit_of(row) for row in rows[:shown]]
                more = max(min(len(rows), fetched) - shown, 0)
                groups.append(Found(noun, hits, more, len(rows) > fetched, noun.list_url(self.text)))
        return groups

    @cached_property
    def _open(self) -> list[SearchNoun]:
        return [noun for noun in NOUNS if self.user.has_perm(noun.permission)]
