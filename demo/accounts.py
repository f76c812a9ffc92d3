"""Who signs in to the demonstration, and in whose name the counties' records were made."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts.models import RoleAssignment, User
from accounts.roles import Role
from demo.counties import CITY_CODE, COUNTIES, HEDONG_CODE
from demo.places import Places

PASSWORD_BYTES = 12
CITY_CLERK, CASHIER = "demo-131100", "demo-cashier"
CAST = (
    ("city", "演示·市级管理员", Role.MUNICIPAL_ADMIN, CITY_CODE),
    ("taocheng", "演示·桃城区经办", Role.COUNTY_OFFICER, "131102"),
    ("taocheng2", "演示·桃城区复核", Role.COUNTY_OFFICER, "131102"),
    ("zaoqiang", "演示·枣强县经办", Role.COUNTY_OFFICER, "131121"),
    ("hedong", "演示·河东街道经办", Role.TOWNSHIP_OFFICER, HEDONG_CODE),
    ("auditor", "演示·审计", Role.AUDITOR, CITY_CODE),
    ("viewer", "演示·只读", Role.VIEWER, CITY_CODE),
)
USERNAMES = tuple(username for username, *_rest in CAST)


@dataclass
class Accounts:
    """The accounts to write, their assignments, and the passwords of those who sign in."""

    users: dict[str, User] = field(default_factory=dict)
    assignments: list[RoleAssignment] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)

    def clerk(self, county_code: str) -> User:
        """The closed account in whose name the county's records were reported."""
        return self.users[f"demo-{county_code}"]

    def reporter(self, township_code: str) -> User:
        """Who reports for the stations of the township."""
        return self.users["hedong"] if township_code == HEDONG_CODE else self.clerk(township_code[:6])

    def paying(self, county_code: str) -> tuple[User, User, User]:
        """Who requests, who approves and who pays a county's money; without a county the city's own."""
        clerk = self.clerk(county_code) if county_code else self.users[CITY_CLERK]
        return clerk, self.acceptor(county_code), self.users[CASHIER]

    def acceptor(self, township_code: str) -> User:
        """Who accepts there: the county's officer where the demonstration has one, else the city."""
        officers = {"131102": "taocheng", "131121": "zaoqiang"}
        return self.users[officers.get(township_code[:6], "city")]


def make_accounts(places: Places, *, password: str = "") -> Accounts:
    """The cast with random passwords or all with ``password``, and one closed clerk for each county."""
    accounts = Accounts()
    regions = places.regions | {
        township.code: township for townships in places.townships.values() for township in townships
    }
    for username, full_name, role, code in CAST:
        accounts.passwords[username] = password or secrets.token_urlsafe(PASSWORD_BYTES)
        user = User(username=username, full_name=full_name, is_staff=role == Role.MUNICIPAL_ADMIN)
        _add(accounts, user, role, regions[code])
    for county in COUNTIES:
        region = regions[county.code]
        user = _closed(f"demo-{county.code}", f"演示·{region.name}填报员（停用）")
        _add(accounts, user, Role.COUNTY_OFFICER, region)
    for username, name in ((CITY_CLERK, "演示·市本级填报员（停用）"), (CASHIER, "演示·出纳（停用）")):
        _add(accounts, _closed(username, name), Role.MUNICIPAL_ADMIN, regions[CITY_CODE])
    return accounts


def _closed(username: str, full_name: str) -> User:
    """An account nobody signs in with."""
    return User(username=username, full_name=full_name, is_active=False, password=make_password(None))


def _add(accounts: Accounts, user: User, role: str, region) -> None:
    accounts.users[user.username] = user
    accounts.assignments.append(RoleAssignment(user=user, role=role, region=region))


def set_passwords(accounts: Accounts) -> None:
    """Hash the passwords, which takes long on purpose: on all processors, as hashing lets them free."""
    with ThreadPoolExecutor() as executor:
        hashes = executor.map(make_password, accounts.passwords.values())
    for username, password in zip(accounts.passwords, hashes, strict=True):
        accounts.users[username].password = password


def as_table(passwords: Mapping[str, str]) -> str:
    """The accounts that sign in, for the screen and the file."""
    names = {username: full_name for username, full_name, *_rest in CAST}
    lines = [f"{'account':<10} {'password':<18} name"]
    lines += [f"{username:<10} {secret:<18} {names[username]}" for username, secret in passwords.items()]
    return "\n".join(["演示账号 · Demonstration accounts (all data is invented)", "", *lines, ""])
