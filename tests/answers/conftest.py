"""The records that everybody looks at, and the answers, kept for all tests of this package."""

import pytest
from django.utils import translation

from tests.answers.asked import Answers
from tests.answers.people import make_people
from tests.answers.person import make_case
from tests.loaded import kept_for_module
from tests.regions.factories import make_region
from tests.routes import example_arguments
from tests.world import World, make_two_counties


class Cast:
    """Two counties, a person known in a third, everybody who looks, and what they are answered."""

    def __init__(self):
        self.counties = make_two_counties()
        self.arguments = [example_arguments(world) for world in self.counties]
        self.world = self.counties[0]
        # Not asked to have a station, so that pages show of it what they show without it.
        make_region("131102001", "河西街道", counts_for_coverage=False)
        make_region("131123", "武强县")
        elsewhere = World(make_region("131123100", "武强镇"), "武强")
        self.people = make_people()
        self.case = make_case(self.world, elsewhere.station, self.people["editor"])
        self.answers = Answers(self.people)


@pytest.fixture(scope="package")
def cast(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker), translation.override("en"):
        yield Cast()


@pytest.fixture(autouse=True)
def _english(cast, db):
    """Messages are compared in the language of the source; what a test changes is rolled back."""
    with translation.override("en"):
        yield


@pytest.fixture
def answers(cast):
    return cast.answers


@pytest.fixture
def case(cast):
    return cast.case
