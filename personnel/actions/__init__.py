"""The verbs of people and their posts, by noun."""

from personnel.actions.certificate import register_certificate
from personnel.actions.data_access import clear_numbers, note_clear_export, note_export, region_of, reveal
from personnel.actions.education_credit import approve_credit, enter_credit, refuse_credit
from personnel.actions.key_rotation import rotate
from personnel.actions.position import appoint, close_position, open_position, transfer, waive_requirement
from personnel.actions.posting import end_posting, post_worker
from personnel.actions.social_worker import leave_register
from personnel.actions.supervision import record_supervision
from personnel.actions.training_course import (
    cancel_course,
    close_course,
    enrol,
    record_attendance,
    refuse_beyond_capacity,
    start_course,
)

__all__ = [
    "appoint",
    "approve_credit",
    "cancel_course",
    "clear_numbers",
    "close_course",
    "close_position",
    "end_posting",
    "enrol",
    "enter_credit",
    "leave_register",
    "note_clear_export",
    "note_export",
    "open_position",
    "post_worker",
    "record_attendance",
    "record_supervision",
    "refuse_beyond_capacity",
    "refuse_credit",
    "region_of",
    "register_certificate",
    "reveal",
    "rotate",
    "start_course",
    "transfer",
    "waive_requirement",
]
