"""Pieces of SQL that the triggers of money are made of."""

# ruff: noqa: S608
# The names in the statements come from our own table of the chain, nothing from outside.

from funding.rules.chain import DRAWN, ROOM

APP = "funding"
MONTH_ON_SQLITE = "substr(NEW.posted_on, 1, 8) || '01'"
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


def month_of(vendor: str) -> str:
    """The first day of the month in which the inserted row ``NEW`` is posted."""
    return "date_trunc('month', NEW.posted_on)::date" if vendor == "postgresql" else MONTH_ON_SQLITE


def monthly_addition(vendor: str, entry: str, allocation: str) -> str:
    """The statements that add the inserted row to the sum of its month; none without an allocation.

    SQLite: not ON CONFLICT, which an outer INSERT OR IGNORE would overrule.
    """
    if not allocation:
        return ""
    month, table = month_of(vendor), f"{APP}_monthsum"
    columns = "(entry, month, allocation_id, sum_yuan, number)"
    if vendor == "postgresql":
        return f"""
          INSERT INTO {table} {columns} VALUES ('{entry}', {month}, {allocation}, NEW.amount_yuan, 1)
          ON CONFLICT (entry, allocation_id, month) DO UPDATE
             SET sum_yuan = {table}.sum_yuan + EXCLUDED.sum_yuan, number = {table}.number + 1;"""
    mine = f"entry = '{entry}' AND allocation_id = {allocation} AND month = {month}"
    return f"""
          INSERT INTO {table} {columns} SELECT '{entry}', {month}, {allocation}, 0, 0
           WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {mine});
          UPDATE {table} SET sum_yuan = ROUND(sum_yuan + NEW.amount_yuan, 2), number = number + 1
           WHERE {mine};"""


def run(connection, statements) -> None:
    """Execute the statements one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
