"""One record of every noun, in one county at a time: what the tests about all doors walk through."""

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.nouns import BY_NAME
from tests.nouns.oversight import make_unusual
from tests.regions.factories import make_region
from tests.stations.factories import make_community


def make_importer(world):
    """An officer of the county who has sent a file."""
    name = world.called("干事")
    return make_user(f"importer-{world.county.code}", Role.COUNTY_OFFICER, world.county, full_name=name)


def make_clerk(world):
    """Who asks for money in the township."""
    name = world.called("经办")
    return make_user(f"clerk-{world.county.code}", Role.TOWNSHIP_OFFICER, world.township, full_name=name)


# What stands beside the nouns' own records.
BESIDE = {
    "community": lambda world: make_community(world.township, name=world.called("社区")),
    "importer": make_importer,
    "clerk": make_clerk,
    "unusual": make_unusual,
}
MAKERS = {name: noun.make for name, noun in BY_NAME.items()} | BESIDE


class World:
    """The records of one county, by the names of their nouns: ``world.station``.

    A record is made when it is first asked for, and with it what it leans on.
    """

    def __init__(self, township, mark: str):
        self.township, self.county, self.mark = township, township.parent, mark

    def called(self, what: str) -> str:
        """A text of this county, in which its mark is seen."""
        return f"{self.mark}{what}"

    def __getattr__(self, name):
        if name not in MAKERS:
            raise AttributeError(name)
        record = MAKERS[name](self)
        setattr(self, name, record)
        return record

    def complete(self) -> "World":
        """Make all that has not been asked for."""
        for name in MAKERS:
            getattr(self, name)
        return self


class OddWorld(World):
    """A county of which every text is the mark and nothing else: for names that a spreadsheet spoils."""

    def called(self, what):
        return self.mark


def make_world(township, mark: str) -> World:
    """A county's records, each of whose names carries ``mark``, so that a leak is seen in any text."""
    return World(township, mark).complete()


def make_two_counties() -> tuple[World, World]:
    """The records of 桃城区 and of 枣强县, in one city."""
    make_region("131100", "衡水市")
    make_region("131102", "桃城区")
    make_region("131121", "枣强县")
    taocheng = make_world(make_region("131102002", "河东街道"), "桃城")
    zaoqiang = make_world(make_region("131121100", "枣强镇"), "枣强")
    return taocheng, zaoqiang
