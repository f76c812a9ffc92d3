"""The money chain as a table: which entry draws on what, and which total it adds to.

Models, triggers and the reconciliation all read it, so that a total has one definition.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One kind of entry: the record it draws on, and the running total it adds to there."""

    entry: str
    letter: str
    parent: str
    parent_total: str
    own_total: str = ""


ALLOCATION = Link("Allocation", "A", "budget", "allocated_yuan", "disbursed_yuan")
DISBURSEMENT = Link("Disbursement", "D", "allocation", "disbursed_yuan", "spent_yuan")
EXPENDITURE = Link("Expenditure", "E", "disbursement", "spent_yuan")

LINKS = (ALLOCATION, DISBURSEMENT, EXPENDITURE)
