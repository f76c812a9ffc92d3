"""Who may write where: every address that takes POST or PATCH, every kind of person.

As in the table of reading: the records lie in 桃城区, the outsider is an officer of 枣强县, the reader a
viewer of the city, the editor an officer of 桃城区. Bodies are empty, so that who may is told by 422.
"""

import pytest

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.nouns import BY_API
from tests.nouns.noun import CITY, COUNTY
from tests.routes import (
    API_NOUNS,
    API_VERBS,
    CHANGED_NOUNS,
    READ_ONLY_NOUNS,
    ROUTES,
    address,
    example_arguments,
)

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "outsider", "reader", "editor", "administrator"]
ENTER = (401, 422, 403, 422, 422)
CHANGE = (401, 404, 403, 200, 200)
VERB = (401, 404, 403, 422, 422)
CITY_ENTER = (401, 403, 403, 403, 422)
CITY_CHANGE = (401, 403, 403, 403, 200)
CITY_VERB = (401, 404, 403, 403, 422)
# Seeing the person is enough here; the station in the body is asked for the right.
SEEN = (401, 404, 422, 422, 422)
# Files come as parts of a form, so an object is not taken.
ENTER_FILES = (401, 415, 403, 415, 415)
VERB_WITH_FILES = (401, 404, 403, 415, 415)
NEVER = (401, 405, 405, 405, 405)
CLOSED_NEVER = (401, 405, 403, 405, 405)

CLOSED_TO_VIEWERS = {name for name, noun in BY_API.items() if noun.is_closed_to_viewers}
CHANGEABLE = {name for name, noun in BY_API.items() if noun.keeper == COUNTY and noun.change}
OF_THE_CITY = {name for name, noun in BY_API.items() if noun.keeper == CITY} - CHANGED_NOUNS
TABLE = {
    **{("post", f"{noun}-{kind}"): CITY_ENTER for noun in OF_THE_CITY for kind in ("list", "bulk")},
    **{
        ("patch", f"{noun}-detail"): CITY_CHANGE
        for noun in OF_THE_CITY | CHANGED_NOUNS
        if f"{noun}-detail" in ROUTES
    },
    ("post", "construction-standards-new-version"): CITY_ENTER,
    ("post", "workers-post-at"): SEEN,
    ("post", "workers-end-posting"): SEEN,
    ("post", "workers-transfer"): SEEN,
    ("post", "courses-enrol"): SEEN,
    ("post", "incubation-bases-enter"): SEEN,
    ("post", "incubation-bases-leave"): SEEN,
    ("post", "incubation-bases-support"): SEEN,
    # Nothing is asked here: the editor starts the course, the administrator comes too late.
    ("post", "courses-start"): (401, 404, 403, 200, 409),
    # The return is submitted.
    ("post", "monthly-returns-answer-questions"): (401, 404, 403, 409, 409),
    ("post", "monthly-returns-submit"): (401, 404, 403, 409, 409),
    ("post", "monthly-returns-approve"): (401, 404, 403, 403, 200),
    ("post", "monthly-returns-send-back"): CITY_VERB,
    ("post", "monthly-returns-reopen"): CITY_VERB,
    ("post", "year-closes-reopen"): CITY_VERB,
    # Officers read what is found and rectify it; the city and its auditors look for it and verify.
    **dict.fromkeys(
        [("post", f"{noun}-{kind}") for noun in ("inspections", "findings") for kind in ("list", "bulk")],
        CITY_ENTER,
    ),
    **dict.fromkeys(
        [("patch", f"{noun}-detail") for noun in ("inspections", "findings")], (401, 403, 403, 403, 200)
    ),
    **dict.fromkeys(
        [
            ("post", "inspections-start"),
            ("post", "inspections-conclude"),
            ("post", "findings-verify"),
            ("post", "findings-send-back"),
        ],
        CITY_VERB,
    ),
    ("post", "findings-rectify"): VERB_WITH_FILES,
    ("post", "evidence-list"): ENTER_FILES,
    # Nobody of these added it.
    ("post", "evidence-remove"): (401, 404, 403, 409, 409),
}


def never(noun):
    return CLOSED_NEVER if noun in CLOSED_TO_VIEWERS else NEVER


EXAMPLES = {
    **{("post", f"{noun}-list"): ENTER for noun in API_NOUNS},
    **{("post", f"{noun}-list"): never(noun) for noun in READ_ONLY_NOUNS | CHANGED_NOUNS},
    **{("post", route): ENTER if route.endswith("-bulk") else VERB for route in API_VERBS},
    **{
        ("patch", f"{noun}-detail"): CHANGE if noun in CHANGEABLE else never(noun)
        for noun in API_NOUNS
        if f"{noun}-detail" in ROUTES
    },
    **TABLE,
}


@pytest.fixture
def world(two_counties, db):
    return two_counties[0]


@pytest.fixture
def people(world, client, client_of):
    city = world.county.parent
    zaoqiang = city.children.get(code="131121")
    return {
        "anonymous": client,
        "outsider": client_of(make_user("outsider", Role.COUNTY_OFFICER, zaoqiang)),
        "reader": client_of(make_user("reader", Role.VIEWER, city)),
        "editor": client_of(make_user("editor", Role.COUNTY_OFFICER, world.county)),
        "administrator": client_of(make_user("administrator", Role.MUNICIPAL_ADMIN, city)),
    }


def test_every_address_that_writes_is_in_the_table():
    assert {route for method, route in EXAMPLES if method == "post"} == {
        *API_VERBS,
        *(f"{noun}-list" for noun in API_NOUNS),
    }


@pytest.mark.parametrize(("method", "route"), sorted(EXAMPLES), ids=str)
def test_everybody_gets_the_answer_of_the_table(method, route, world, people):
    path = address(route, example_arguments(world))

    answers = tuple(
        getattr(people[person], method)(path, {}, content_type="application/json").status_code
        for person in PEOPLE
    )

    assert answers == EXAMPLES[method, route]
