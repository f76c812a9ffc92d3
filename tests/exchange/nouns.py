"""One record of every noun that files can hold."""

from exchange.resources.registry import RESOURCES
from stations.models import Station
from tests.nouns import BY_MODEL
from tests.nouns.noun import OVERSEERS, changed
from tests.world import OddWorld

NOUNS = {name: BY_MODEL[resource.model] for name, resource in RESOURCES.items()}
# What is looked for from outside: the officers of a county only read it.
OVERSEEN = {name for name, noun in NOUNS.items() if noun.keeper == OVERSEERS}


def make_one_of_each(township, name) -> Station:
    """A station of the township with all that hangs on it; ``name`` stands wherever there is free text."""
    world = OddWorld(township, name)
    for noun in NOUNS.values():
        getattr(world, noun.name)
    # Also what may be empty.
    changed(world.worker, agency=world.agency)
    return world.station
