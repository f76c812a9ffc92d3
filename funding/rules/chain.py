"""The money chain as a table: which entry draws on what, and which totals it adds to.

Models, triggers and the reconciliation all read it, so that a total has one definition.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Also:
    """A further total that an entry adds to, beside that of the record it draws on.

    ``key`` is the SQL that finds the record from the inserted row ``NEW``; ``path`` the lookup from
    the entry to it.
    """

    record: str
    total: str
    key: str
    path: str


@dataclass(frozen=True)
class Link:
    """One kind of entry: the record it draws on, and the running total it adds to there.

    ``place`` is the SQL that finds the id of the region whose books the inserted row ``NEW`` is in;
    ``monthly`` that of the allocation by which the months are summed up, empty where they are not.
    """

    entry: str
    letter: str
    parent: str
    parent_total: str
    own_total: str = ""
    place: str = ""
    monthly: str = ""
    also: tuple[Also, ...] = ()


ALLOCATION = Link(
    "Allocation", "A", "budget", "allocated_yuan", "disbursed_yuan", place="SELECT NEW.region_id"
)
DISBURSEMENT = Link(
    "Disbursement",
    "D",
    "allocation",
    "disbursed_yuan",
    "spent_yuan",
    place="SELECT region_id FROM funding_allocation WHERE id = NEW.allocation_id",
    monthly="NEW.allocation_id",
    also=(
        Also("PaymentStage", "paid_yuan", key="NEW.stage_id", path="stage"),
        Also(
            "Contract",
            "paid_yuan",
            key="(SELECT contract_id FROM funding_paymentstage WHERE id = NEW.stage_id)",
            path="stage__contract",
        ),
    ),
)
EXPENDITURE = Link(
    "Expenditure",
    "E",
    "disbursement",
    "spent_yuan",
    place="SELECT a.region_id FROM funding_disbursement d"
    " JOIN funding_allocation a ON a.id = d.allocation_id WHERE d.id = NEW.disbursement_id",
    monthly="(SELECT allocation_id FROM funding_disbursement WHERE id = NEW.disbursement_id)",
)
CARRY_OVER = Link(
    "CarryOver",
    "C",
    "origin",
    "carried_out_yuan",
    place="SELECT region_id FROM funding_budget WHERE id = NEW.origin_id",
    also=(Also("Budget", "carried_in_yuan", key="NEW.target_id", path="target"),),
)

LINKS = (ALLOCATION, DISBURSEMENT, EXPENDITURE, CARRY_OVER)

# What a record can give in all, as columns that add (+) and take away (-).
ROOM = {
    "Budget": ("+amount_yuan", "+carried_in_yuan", "-carried_out_yuan"),
    "Allocation": ("+amount_yuan", "-reversed_yuan", "+adjusted_yuan", "-reserved_yuan"),
    "Disbursement": ("+amount_yuan", "-reversed_yuan", "+adjusted_yuan"),
    "Expenditure": ("+amount_yuan", "-reversed_yuan", "+adjusted_yuan"),
    "CarryOver": ("+amount_yuan", "-reversed_yuan", "+adjusted_yuan"),
    "PaymentStage": ("+amount_yuan",),
    "Contract": ("+amount_yuan",),
}
# The totals that lie within that room.
DRAWN = {
    "Budget": ("allocated_yuan",),
    "Allocation": ("disbursed_yuan",),
    "Disbursement": ("spent_yuan",),
    "Expenditure": (),
    "CarryOver": (),
    "PaymentStage": ("paid_yuan",),
    "Contract": ("paid_yuan",),
}
