"""Nothing of the portal is missing among the nouns that the tests declare, and nothing stands there twice."""

from collections import Counter

import pytest

from exchange.resources.endpoints import by_name
from tests.nouns import BY_API, NOUNS
from tests.nouns.pages import OF_LIBRARIES, PAGES
from tests.routes import API_NOUNS, DECLARED, ROUTES, routes_of
from tests.test_architecture import NOUNS as MODELS

# What no county has records of that the tests could walk through, and why.
UNDECLARED = {
    "regions.Boundary": "the outline of a division, drawn by its page and no record of its own",
    "accounts.User": "everybody who looks is one",
    "accounts.RoleAssignment": "what an account is given in the admin",
    "accounts.ApiToken": "the key of one account, see tests/accounts/test_tokens.py",
    "accounts.SecurityEvent": "what happened to accounts, see tests/accounts/test_security.py",
    "exchange.Change": "the feed's own book, written by the database",
    "exchange.ImportRow": "a row of an import",
    "exchange.KeptAnswer": "the book of requests that were answered",
    "funding.MonthSum": "a sum that follows its entries",
}


def test_every_model_is_declared_or_listed_with_a_reason():
    declared = {noun.model._meta.label for noun in NOUNS}

    assert {model._meta.label for model in MODELS} == declared | set(UNDECLARED)
    assert not declared & set(UNDECLARED)


def test_every_address_is_declared_once():
    declared = Counter(route for routes in DECLARED for route in routes.all)
    known = {*PAGES.all, *(route for noun in NOUNS for route in routes_of(noun))}
    unknown = [route for route in ROUTES if route not in known]

    assert [route for route in unknown if not route.startswith(("admin:", *OF_LIBRARIES))] == []
    assert [route for route, number in declared.items() if number > 1 or route not in ROUTES] == []


def test_what_is_said_of_an_address_is_said_where_it_is_declared():
    for routes in DECLARED:
        assert {*routes.city, *routes.at, *routes.query} <= set(routes.all)


def test_every_endpoint_is_declared_with_its_noun():
    assert set(BY_API) | {"changes", "indicators"} == API_NOUNS
    for name, noun in by_name().items():
        assert BY_API[name].model is noun.model, name


def test_no_two_nouns_have_one_name_or_one_model():
    for told in ("name", "model"):
        assert [
            one for one, times in Counter(getattr(noun, told) for noun in NOUNS).items() if times > 1
        ] == []


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NOUNS, ids=str)
def test_each_county_has_a_record_of_its_own_unless_all_share_it(noun, two_counties, db):
    here, there = (getattr(world, noun.name) for world in two_counties)

    assert isinstance(here, noun.model)
    assert isinstance(there, noun.model)
    assert (here.pk == there.pk) is noun.is_shared
