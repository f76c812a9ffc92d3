"""Every field is met at every door its noun has, and every noun at each of its own.

A field is entered in a form, comes and goes with files, is answered by the API, and stands on the page
where its record is read. What has no such door is named in ``tests.no_doors`` with the reason; what has
one after all may not stay there.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from core.templatetags.navigation import GROUPS
from exchange.changes.chronicle import CHRONICLES
from exchange.resources.registry import RESOURCES
from hengshui_portal.api import router
from reports.search.nouns import NOUNS as SEARCHED
from reports.tasks import SOURCES
from tests import no_doors
from tests.doors import House, fields_of
from tests.loaded import kept_for_module
from tests.nouns import BY_NAME, NOUNS
from tests.world import make_two_counties

ENDPOINTS = {one.model: one for _path, one, _name in router.registry if hasattr(one, "model")}
IMPORTED = {resource.model: resource for resource in RESOURCES.values()}
IN_MENU = {item.route for group in GROUPS for item in group.items}
TOLD = {chronicle.model for chronicle in CHRONICLES.values()}
FOUND = {one.model for one in SEARCHED}
# Those whose records await somebody as long as they stand somehow.
STANDING = [noun for noun in NOUNS if any(field.name == "status" for field in noun.model._meta.fields)]


def by_model(serializer, found: dict) -> dict:
    """The serializer, and those inside it, by what they answer of."""
    serializer = getattr(serializer, "child", serializer)
    if meta := getattr(serializer, "Meta", None):
        found.setdefault(meta.model, []).append(serializer)
    for field in getattr(serializer, "fields", {}).values():
        by_model(field, found)
    return found


ANSWERED: dict[type, list] = {}
for endpoint in ENDPOINTS.values():
    by_model(endpoint.serializer_class(), ANSWERED)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker), translation.override("en"):
        yield House(make_two_counties()[0])


@pytest.fixture(autouse=True)
def _english(house, db):
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def asked_for_tasks(house):
    """What the to-do list asks the database."""
    with CaptureQueriesContext(connection) as queries:
        for source in SOURCES:
            list(source.find(house.keeper, timezone.localdate()))
    return [query["sql"].partition(" WHERE ") for query in queries]


def in_files(noun, house) -> set[str]:
    """The columns of the noun's import, or of what other systems send of it."""
    resources = [IMPORTED.get(noun.model), getattr(ENDPOINTS.get(noun.model), "resource", None)]
    return {column.name for resource in filter(None, resources) for column in resource.columns}


def in_api(noun, house) -> set[str]:
    """What is answered of the noun, by its endpoint or inside the record it is a part of."""
    fields = [item for serializer in ANSWERED.get(noun.model, ()) for item in serializer.fields.items()]
    return {name for name, _field in fields} | {
        (field.source or name).partition(".")[0] for name, field in fields
    }


FIELD_DOORS = {
    "form": lambda noun, house: house.entered(noun),
    "files": in_files,
    "api": in_api,
    "page": lambda noun, house: house.shown(noun),
}
NOUN_DOORS = {
    "form": lambda noun, house: bool(house.entered(noun)),
    "api": lambda noun, house: noun.model in ANSWERED,
    "page": lambda noun, house: bool(noun.address(getattr(house.world, noun.name))),
    "resource": lambda noun, house: noun.model in IMPORTED,
    "history": lambda noun, house: noun.model in TOLD,
    "menu": lambda noun, house: not IN_MENU.isdisjoint(noun.routes.all),
    "search": lambda noun, house: noun.model in FOUND,
}


@pytest.mark.parametrize("door", FIELD_DOORS)
@pytest.mark.parametrize("noun", NOUNS, ids=str)
def test_every_field_is_met_at_the_door(noun, door, house):
    met, excepted = FIELD_DOORS[door](noun, house), no_doors.fields_of(noun.name, door)
    fields = {field.name for field in fields_of(noun.model)}
    # A noun without any field at this door has none, which is for the next test.
    missing = set() if met.isdisjoint(fields) else fields - met

    assert missing - excepted == set(), f"forgotten: no {door}"
    assert excepted - missing == set(), "met after all: take it out of tests/no_doors.py"


@pytest.mark.parametrize("door", NOUN_DOORS)
@pytest.mark.parametrize("noun", NOUNS, ids=str)
def test_every_noun_is_met_at_the_door(noun, door, house):
    is_met, is_excepted = NOUN_DOORS[door](noun, house), noun.name in no_doors.nouns_at(door)

    assert is_met or is_excepted, f"forgotten: no {door}"
    assert not (is_met and is_excepted), "met after all: take it out of tests/no_doors.py"


@pytest.mark.parametrize("noun", STANDING, ids=str)
def test_what_awaits_somebody_is_on_the_to_do_list(noun, asked_for_tasks):
    table = noun.model._meta.db_table
    is_met = any(
        f'FROM "{table}"' in selected and f'"{table}"."status"' in condition
        for selected, _where, condition in asked_for_tasks
    )
    is_excepted = noun.name in no_doors.nouns_at("to-do")

    assert is_met or is_excepted, "forgotten: nobody is told that it awaits them"
    assert not (is_met and is_excepted), "met after all: take it out of tests/no_doors.py"


def test_exceptions_are_of_nouns_and_fields_that_there_are():
    for door in FIELD_DOORS:
        for name in no_doors.all_fields_at(door):
            noun, _dot, field = name.partition(".")
            assert field in {one.name for one in fields_of(BY_NAME[noun].model)}, name
    for door in (*NOUN_DOORS, "to-do"):
        assert no_doors.nouns_at(door) <= set(BY_NAME), door
