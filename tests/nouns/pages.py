"""Addresses of no noun: what combines floors, the history, the account, the operator's."""

from tests.nouns.noun import Routes


def latest(world):
    """The last version of the station."""
    return world.station.history.first()


PAGES = Routes(
    pages=(
        "reports:overview",
        "reports:matrix",
        "reports:services",
        "reports:agencies-overview",
        "reports:people-overview",
        "reports:people-trend",
        "reports:money",
        "reports:money-stations",
        "reports:money-need",
        "reports:indicator-list",
        "reports:indicator-detail",
        "reports:official-list",
        "reports:official-form",
        "reports:search",
        "reports:task-list",
        "funding:ledger",
        "funding:warnings",
        "oversight:overview",
        "oversight:pattern",
        "changes:record",
        "changes:request",
        "account-me",
        "account-sign-ins",
        "account_change_password",
        "mfa_index",
        "api-docs",
    ),
    files=(
        "reports:indicator-rows",
        "reports:task-count",
        "exchange:template",
        "changes-list",
        "indicators-list",
        "indicators-detail",
        "api-root",
        "api-schema",
        "set_language",
        "healthz",
        "readyz",
    ),
    forms=("changes:version-revert", "exchange:importbatch-create"),
    verbs=("changes:request-revert",),
    posted=("account-sessions-end",),
    at={
        "changes:record": lambda world: ["stations", world.station.code],
        "changes:request": lambda world: [latest(world).request_key],
        "changes:request-revert": lambda world: [latest(world).request_key],
        "changes:version-revert": lambda world: ["stations", latest(world).history_id],
        "reports:indicator-detail": lambda world: ["stations_completed"],
        "reports:indicator-rows": lambda world: ["stations_completed"],
        "indicators-detail": lambda world: ["stations_completed"],
        "reports:official-form": lambda world: ["progress"],
        "exchange:importbatch-create": lambda world: ["stations"],
        "exchange:template": lambda world: ["stations"],
        "oversight:pattern": lambda world: ["round-sums"],
    },
)
# Those of libraries, which are named above where they are looked at.
OF_LIBRARIES = ("account_", "mfa_")
