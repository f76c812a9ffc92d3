"""Who looks: everybody whose answers the tables are about.

The records lie in 桃城区. The outsider is an officer of 枣强县, the reader a viewer of the city without
money, the editor an officer of 桃城区, the administrator that of the city. 武强县 is where the person of
``tests.answers.person`` works.
"""

from accounts.roles import Role
from regions.models import Region
from tests.accounts.factories import make_user

# By name: the role and where it is given.
PEOPLE: dict[str, tuple[Role, str] | None] = {
    "anonymous": None,
    "outsider": (Role.COUNTY_OFFICER, "131121"),
    "reader": (Role.VIEWER, "131100"),
    "editor": (Role.COUNTY_OFFICER, "131102"),
    "administrator": (Role.MUNICIPAL_ADMIN, "131100"),
    "auditor": (Role.AUDITOR, "131100"),
    "hedong": (Role.TOWNSHIP_OFFICER, "131102002"),
    "hexi": (Role.TOWNSHIP_OFFICER, "131102001"),
    "county-viewer": (Role.VIEWER, "131102"),
    "wuqiang": (Role.COUNTY_OFFICER, "131123"),
    "wuqiang-town": (Role.TOWNSHIP_OFFICER, "131123100"),
}
# An account that was given no role.
NOBODY = "nobody"


def make_people() -> dict[str, object]:
    """The accounts by name; the anonymous has none."""
    people = {NOBODY: make_user(NOBODY), "anonymous": None}
    for name, given in PEOPLE.items():
        if given:
            role, code = given
            region = Region.objects.get(code=code)
            people[name] = make_user(name, role, region, is_staff=name == "administrator")
    return people
