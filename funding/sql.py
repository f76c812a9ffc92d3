"""Pieces of SQL that the triggers of money are made of."""

# ruff: noqa: S608
# The names in the statements come from our own table of the chain, nothing from outside.

from funding.chain import DRAWN, ROOM

APP = "funding"
REFUSAL = "entries are corrected by reversal, never changed or deleted"


def table_of(record: str) -> str:
    """The table of a model of this floor."""
    return f"{APP}_{record.lower()}"


def fits_after(record: str, total: str, delta: str) -> str:
    """The condition that a record stays within its room once ``delta`` is added to ``total``."""

    def after(column: str) -> str:
        return f"({column} + {delta})" if column == total else column

    room = " ".join(f"{term[0]} {after(term[1:])}" for term in ROOM[record])
    conditions = [f"ROUND({room}, 2) >= 0"]
    conditions += [f"ROUND({after(one)}, 2) BETWEEN 0 AND ROUND({room}, 2)" for one in DRAWN[record]]
    if total != "adjusted_yuan" and total not in DRAWN[record]:
        conditions.append(f"ROUND({after(total)}, 2) >= 0")
    return " AND ".join(conditions)


def locked_year(vendor: str, place: str, year: str) -> str:
    """The condition that the books of a place, a query for its region's id, are closed for the year."""
    prefix = "left" if vendor == "postgresql" else "substr"
    start = "" if vendor == "postgresql" else "1, "
    return f"""EXISTS (
          SELECT 1 FROM {APP}_fiscalyearclose c
            JOIN regions_region closed ON closed.id = c.region_id
            JOIN regions_region place ON place.id = ({place})
           WHERE c.reopened_on IS NULL AND c.year = {year}
             AND {prefix}(place.path, {start}length(closed.path)) = closed.path)"""


def run(connection, statements) -> None:
    """Execute the statements one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
