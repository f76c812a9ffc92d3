"""The verbs of stations, by noun."""

from stations.actions.deliverable import (
    accept_deliverable,
    build_deliverables,
    report_deliverable,
    return_deliverable,
    start_deliverable,
)
from stations.actions.engagement import disengage_agency, engage_agency
from stations.actions.evidence import add_evidence, remove_evidence
from stations.actions.incubation import enter_base, give_support, leave_base
from stations.actions.milestone import (
    achieve_milestone,
    confirm_milestone,
    may_confirm,
    prove_milestones,
    refresh_stages,
    return_milestone,
    save_course,
    withdraw_confirmation,
)
from stations.actions.standard import answer_standard, new_version
from stations.actions.station import (
    close_station,
    confirm_interruption,
    plan_stations,
    reopen_station,
    return_interruption,
    suspend_station,
)
from stations.actions.successor import last_successor, move_to_successors

__all__ = [
    "accept_deliverable",
    "achieve_milestone",
    "add_evidence",
    "answer_standard",
    "build_deliverables",
    "close_station",
    "confirm_interruption",
    "confirm_milestone",
    "disengage_agency",
    "engage_agency",
    "enter_base",
    "give_support",
    "last_successor",
    "leave_base",
    "may_confirm",
    "move_to_successors",
    "new_version",
    "plan_stations",
    "prove_milestones",
    "refresh_stages",
    "remove_evidence",
    "reopen_station",
    "report_deliverable",
    "return_deliverable",
    "return_interruption",
    "return_milestone",
    "save_course",
    "start_deliverable",
    "suspend_station",
    "withdraw_confirmation",
]
