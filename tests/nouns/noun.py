"""What the tests know of one noun: how a record is made, where it is met, what other systems send of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model

# Who enters and changes a noun's records.
COUNTY, CITY, OVERSEERS = "county", "city", "overseers"
# What other systems may do with them: enter and change, change only, read only.
ENTERED, CHANGED, READ = "entered", "changed", "read"


@dataclass(frozen=True, kw_only=True)
class Routes:
    """Addresses, by what they do.

    Pages only show, and files are handed out. Forms and verbs are asked by GET and done by POST; a form
    has a face of its own, which the walk looks at, a verb asks one question on the template of all verbs.
    What is posted has no page. ``city`` names those that an officer of a county may not ask, ``at`` the
    arguments that are not just the code of the record, ``query`` what stands behind the question mark.
    """

    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    at: dict[str, Callable] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> tuple[str, ...]:
        """Those that take POST."""
        return (*self.forms, *self.verbs, *self.posted)

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.pages, *self.files, *self.written)


@dataclass(frozen=True, kw_only=True, eq=False)
class Noun:
    """One noun.

    ``make`` makes a record of a world, that is of one county, with the world's mark in every text; what
    all counties share is the same in every world. ``page`` is where a record is read: its address, or
    that of the record it is a part of, or of its list. ``api`` is the path of its endpoint. ``new`` tells
    the values of the n-th new record in the stock's township, n from 1, ``change`` what may be changed of
    it, ``elsewhere`` what puts it into another county. ``texts`` are its free texts, which are nobody's
    code. ``further`` makes records that have come further than the first: ended, returned, of another
    kind; ``more_forms`` finds addresses of more forms, and ``asked_as`` names the inputs of its forms that
    are not called like the field.
    """

    name: str
    model: type[Model]
    make: Callable
    page: Callable | None = None
    routes: Routes = Routes()
    is_shared: bool = False
    is_closed_to_viewers: bool = False
    keeper: str = COUNTY
    api: str = ""
    over_api: str = ENTERED
    new: Callable[[int], dict] | None = None
    change: dict = field(default_factory=dict)
    elsewhere: dict = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    further: tuple[Callable, ...] = ()
    more_forms: tuple[Callable, ...] = ()
    asked_as: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        return self.name

    def address(self, record) -> str:
        """Where the record is read; empty where no page tells it."""
        if self.page:
            return self.page(record)
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


def changed(record, **values):
    """The record with these values, written past its rules and its history."""
    type(record)._base_manager.filter(pk=record.pk).update(**values)
    return type(record)._base_manager.get(pk=record.pk)
