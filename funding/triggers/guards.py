"""The triggers beside those of the entries: reserves, stages, terms, closed years.

- A request that is approved reserves its amount on the allocation until it is paid or taken back.
- The stages of a contract add up in ``staged_yuan`` and ``staged_percent``, bounded by CHECK constraints.
- What was approved or signed is not altered, and nothing of it is deleted.
- A term is at most one year, up to three with stated grounds.
- A budget of a closed year is neither added nor changed in what it grants.
- Money is paid out only by a request that is paid: of the same amount, from the same allocation, for
  the same stage. Disbursements from before there were requests stay as they are.
"""

# ruff: noqa: S608
# The names in the statements come from our own table below, nothing from outside.

from dataclasses import dataclass

from funding.triggers.sql import APP, fits_after, locked_year, run

# Names the lock under which a year is closed and entries of it are posted (PostgreSQL).
YEAR_LOCK = 7301
RESERVED = """(CASE WHEN NEW.status = 'approved' THEN NEW.amount_yuan ELSE 0 END
          - CASE WHEN OLD.status = 'approved' THEN OLD.amount_yuan ELSE 0 END)"""
NEWLY_RESERVED = "(CASE WHEN NEW.status = 'approved' THEN NEW.amount_yuan ELSE 0 END)"
REQUEST_SAYS = ("code", "allocation_id", "stage_id", "amount_yuan", "payee", "agency_id", "requested_by_id")
CONTRACT_SAYS = ("code", "region_id", "agency_id", "amount_yuan", "signed_on", "starts_on", "ends_on")
STAGE_SAYS = ("contract_id", "share_percent", "amount_yuan", "condition")
GRANTED = ("year", "region_id", "amount_yuan")
KEPT = ("paymentrequest", "contract", "paymentstage", "fiscalyearclose")
MESSAGES = {
    "delete": "records of money are not deleted",
    "said": "what was requested or signed is not changed",
    "term": "a term is at most one year, up to three with stated grounds",
    "closed": "the year is closed",
    "asked": "money is paid out only by paying an approved request",
}


@dataclass(frozen=True)
class Guard:
    """One trigger: when it fires, on what condition, and what it does: refuse, or a statement."""

    table: str
    name: str
    when: str
    condition: str = ""
    refusal: str = ""
    does: str = ""

    @property
    def trigger(self) -> str:
        return f"{APP}_{self.table}_{self.name}"


def guards(vendor: str) -> list[Guard]:
    """The triggers in the words of the database."""
    return [
        *(Guard(table, "keep_delete", "BEFORE DELETE", refusal="delete") for table in KEPT),
        _kept("paymentrequest", REQUEST_SAYS, vendor),
        _kept("contract", CONTRACT_SAYS, vendor, "OLD.status <> 'draft' AND ", " OR NEW.status = 'draft'"),
        _kept("paymentstage", STAGE_SAYS, vendor),
        *(Guard("contract", name, when, _too_long(vendor), "term") for name, when in _writes("term")),
        Guard(
            "budget",
            "open_new",
            "BEFORE INSERT",
            locked_year(vendor, "NEW.region_id", "NEW.year"),
            "closed",
        ),
        Guard(
            "budget",
            "open_old",
            "BEFORE UPDATE",
            f"({_differs(GRANTED, vendor)}) AND ({locked_year(vendor, 'NEW.region_id', 'NEW.year')}"
            f" OR {locked_year(vendor, 'OLD.region_id', 'OLD.year')})",
            "closed",
        ),
        Guard("paymentrequest", "reserve_new", "AFTER INSERT", does=_reserve(NEWLY_RESERVED, vendor)),
        Guard("paymentrequest", "reserve", "AFTER UPDATE", does=_reserve(RESERVED, vendor)),
        Guard("paymentstage", "add", "AFTER INSERT", does=_stage(vendor)),
        Guard("disbursement", "asked", "BEFORE INSERT", _not_asked(vendor), "asked"),
        *_alone(vendor),
    ]


def _writes(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"{name}_new", "BEFORE INSERT"), (f"{name}_old", "BEFORE UPDATE")


def _differs(columns, vendor: str) -> str:
    word = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"OLD.{column} {word} NEW.{column}" for column in columns)


def _kept(table: str, columns, vendor: str, condition: str = "", more: str = "") -> Guard:
    changed = f"{condition}({_differs(columns, vendor)}{more})"
    return Guard(table, "keep_update", "BEFORE UPDATE", changed, refusal="said")


def _too_long(vendor: str) -> str:
    """Judged from the end of the term, so that a leap day lengthens no term."""

    def beyond(years: int) -> str:
        if vendor == "postgresql":
            return f"NEW.ends_on - interval '{years} year' >= NEW.starts_on"
        return f"NEW.ends_on >= date(NEW.starts_on, '+{years} year')"

    return f"({beyond(3)} OR (TRIM(NEW.term_grounds) = '' AND {beyond(1)}))"


def _reserve(amount: str, vendor: str) -> str:
    """The reserve of the allocation follows the requests; a request is not moved to another one."""
    return _add("Allocation", "reserved_yuan", amount, "NEW.allocation_id", vendor)


def _stage(vendor: str) -> str:
    """The contract's sums follow its stages."""
    shares = "UPDATE funding_contract SET staged_percent = ROUND(staged_percent + NEW.share_percent, 2)"
    return (
        _add("Contract", "staged_yuan", "NEW.amount_yuan", "NEW.contract_id", vendor)
        + f" {shares} WHERE id = NEW.contract_id;"
    )


def _add(record: str, total: str, amount: str, key: str, vendor: str) -> str:
    """Add to a total; SQLite refuses by RAISE too, see ``triggers.sqlite_statements``."""
    table = f"{APP}_{record.lower()}"
    update = f"UPDATE {table} SET {total} = ROUND({total} + {amount}, 2) WHERE id = {key};"
    if vendor == "postgresql":
        return update
    fits = fits_after(record, total, amount)
    if record == "Contract":
        fits = f"ROUND({total} + {amount}, 2) <= amount_yuan"
    return f"""SELECT RAISE(ABORT, 'CHECK constraint failed: {table}_within')
            FROM {table} WHERE id = {key} AND NOT ({fits}); {update}"""


def _not_asked(vendor: str) -> str:
    """A row that corrects another one needs no request."""
    same = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    return f"""NEW.kind = 'posting' AND NOT EXISTS (
          SELECT 1 FROM funding_paymentrequest
           WHERE id = NEW.request_id AND status = 'paid' AND allocation_id = NEW.allocation_id
             AND stage_id {same} NEW.stage_id AND ROUND(amount_yuan - NEW.amount_yuan, 2) = 0)"""


def _alone(vendor: str) -> list[Guard]:
    """A year is closed while nobody posts into it; on SQLite only one transaction writes anyway."""
    if vendor != "postgresql":
        return []
    does = f"PERFORM pg_advisory_xact_lock({YEAR_LOCK}, NEW.year);"
    return [Guard("fiscalyearclose", "alone", "BEFORE INSERT", does=does)]


def install(connection) -> None:
    """Put the guards on their tables."""
    make = MAKERS[connection.vendor]
    for guard in guards(connection.vendor):
        run(connection, make(guard))


def drop(connection) -> None:
    """Take the guards away, those that are there."""
    word = "FUNCTION IF EXISTS {}() CASCADE" if connection.vendor == "postgresql" else "TRIGGER IF EXISTS {}"
    run(connection, [f"DROP {word.format(name)}" for name in names(connection)])


def names(connection) -> list[str]:
    """Names of all guards."""
    return [guard.trigger for guard in guards(connection.vendor)]


def _sqlite(guard: Guard) -> list[str]:
    condition = f"WHEN {guard.condition}" if guard.condition else ""
    refuse = f"SELECT RAISE(ABORT, '{APP}_{guard.table}: {MESSAGES.get(guard.refusal)}');"
    return [
        f"CREATE TRIGGER {guard.trigger} {guard.when} ON {APP}_{guard.table} {condition}"
        f" BEGIN {guard.does or refuse} END"
    ]


def _postgresql(guard: Guard) -> list[str]:
    body = guard.does
    if guard.refusal:
        body = (
            f"IF {guard.condition or 'TRUE'} THEN RAISE EXCEPTION"
            f" '{APP}_{guard.table}: {MESSAGES[guard.refusal]}' USING ERRCODE = 'check_violation'; END IF;"
        )
    result = "OLD" if guard.when == "BEFORE DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body} RETURN {result}; END $$",
        f"CREATE TRIGGER {guard.trigger} {guard.when} ON {APP}_{guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()",
    ]


MAKERS = {"sqlite": _sqlite, "postgresql": _postgresql}
