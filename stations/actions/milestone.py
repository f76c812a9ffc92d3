"""Planning the stages of construction, reporting them, and confirming what was reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from core.errors import Refused
from core.history import keep
from exchange.files.keeping import keep_files, look_through
from stations.actions import above
from stations.actions.station import BATCH, REASON
from stations.models import Evidence, Milestone, Stage, Station
from stations.rules import frozen, progress

PROVEN = "proof found"


@transaction.atomic
def refresh_stages(stations: Iterable[Station]) -> int:
    """Set each station's stage to the furthest milestone that counts; returns how many changed.

    ``stations`` are instances or a queryset; two reads and one write, however many they are.
    """
    stations = list(stations)
    furthest = dict(
        Milestone.objects.filter(station__in=stations, counts_from__isnull=False)
        .order_by()
        .values_list("station")
        .annotate(Max("stage"))
    )
    changed = []
    for station in stations:
        stage = Stage(furthest.get(station.pk, Stage.PLANNED))
        if station.stage != stage:
            station.stage = stage
            changed.append(station)
    bulk_update_with_history(changed, Station, ["stage"], batch_size=BATCH, default_change_reason=REASON)
    return len(changed)


@transaction.atomic
def achieve_milestone(milestone: Milestone, *, on: date, by: User, reason: str = "") -> Milestone:
    """Report that the stage was reached on the day ``on``; the station's stage follows once it counts.

    Refused for a stage that was reached before (its day is corrected in the admin, with history), for
    days to come, without its proof, and without a ``reason`` where the day or the order asks for one.
    """
    if milestone.achieved_on:
        raise Refused(
            _("%(milestone)s was achieved on %(day)s; an administrator can correct the day.")
            % {"milestone": milestone, "day": milestone.achieved_on}
        )
    milestone.achieved_on, milestone.reason = on, reason.strip()
    keep(milestone, by)
    refresh_stages([milestone.station])
    return milestone


@transaction.atomic
def confirm_milestone(
    milestone: Milestone, *, on: date, by: User, comment: str = "", corrects: bool = False
) -> Milestone:
    """Confirm what was reported, having looked at what shows it: from now on it counts.

    It counts from its own day, or from the day after the last one of which figures were given out;
    with ``corrects`` from its own day all the same, and the figures given out stand corrected.
    What is short of proof is confirmed with a ``comment`` that says why.
    Raises ``Refused`` for whoever reported it and for whoever does not stand above them.
    """
    milestone = _locked(milestone)
    _expect_waiting(milestone)
    above.expect_above(by, milestone.reported_by, milestone.station, milestone.reported_on)
    is_unproven = bool(milestone.lacking(milestone.achieved_on))
    if (is_unproven or corrects) and not comment.strip():
        raise Refused(_("Say why it counts: what was found on the spot, or why figures are corrected."))
    reached = cast("date", milestone.achieved_on)
    if on < (milestone.reported_on or reached):
        raise Refused(_("It cannot be confirmed before it was reported."))
    place = milestone.station.township.path
    given_out = frozen.frozen_until(place, frozen.last_days())
    milestone.is_correction = corrects and given_out is not None and given_out >= reached
    milestone.counts_from = progress.counts_from(reached, None if milestone.is_correction else given_out)
    milestone.confirmed_on, milestone.confirmed_by = on, by
    milestone.comment = comment.strip()
    keep(milestone, by, reason=milestone.comment)
    refresh_stages([milestone.station])
    return milestone


@transaction.atomic
def return_milestone(milestone: Milestone, *, comment: str, by: User) -> Milestone:
    """Send back what was reported, saying what is missing; the stage is to be reported again."""
    milestone = _locked(milestone)
    _expect_waiting(milestone)
    above.expect_above(by, milestone.reported_by, milestone.station, milestone.reported_on)
    if not comment.strip():
        raise Refused(_("Say what is missing; the station reads it."))
    milestone.achieved_on, milestone.comment = None, comment.strip()
    keep(milestone, by, reason=milestone.comment)
    refresh_stages([milestone.station])
    return milestone


@transaction.atomic
def withdraw_confirmation(milestone: Milestone, *, comment: str, by: User) -> Milestone:
    """Take back a confirmation that proved wrong: the stage stands as reported again and does not count."""
    milestone = _locked(milestone)
    if not milestone.confirmed_on:
        raise Refused(_("%(milestone)s is not confirmed.") % {"milestone": milestone})
    above.expect_above(by, milestone.reported_by, milestone.station, milestone.reported_on)
    if not comment.strip():
        raise Refused(_("Say why the confirmation is taken back."))
    milestone.confirmed_on = milestone.confirmed_by = milestone.counts_from = None
    milestone.is_correction = False
    milestone.comment = comment.strip()
    keep(milestone, by, reason=milestone.comment)
    refresh_stages([milestone.station])
    return milestone


@transaction.atomic
def prove_milestones(milestones: Iterable[Milestone], *, by: User | None) -> list[Milestone]:
    """Let those count that were reached before proof was asked for and have all of it; returns them.

    In the order of the stages: an earlier one that counts now is what a later one asks for.
    """
    proven = []
    for milestone in sorted(milestones, key=lambda one: (one.station_id, one.stage)):
        if milestone.standing != Milestone.Standing.WITHOUT_PROOF:
            continue
        beside = milestone.beside()
        in_order = not milestone.disorder(beside)
        if in_order and not milestone.lacking(milestone.achieved_on, beside):
            milestone.counts_from = milestone.achieved_on
            keep(milestone, by, ["counts_from"], reason=PROVEN)
            proven.append(milestone)
    refresh_stages({milestone.station for milestone in proven})
    return proven


class StageRefused(Refused):
    """A stage among several that could not be reported; ``stage`` says which."""

    def __init__(self, stage: int, refusal: ValidationError) -> None:
        super().__init__(refusal.messages)
        self.stage = stage


@dataclass(frozen=True)
class Report:
    """A stage that was reached: on which day, why then, and the files that show it."""

    on: date | None = None
    reason: str = ""
    files: Sequence["File[bytes]"] = ()


@transaction.atomic
def save_course(milestones: list[Milestone], reports: Mapping[int, Report], *, by: User) -> list[Milestone]:
    """Keep the plan of the milestones (days, who answers, why they are late) and what was reached.

    ``reports`` are by stage; the files are kept first, then the stages are reported in their order, as one
    may rest on the other. All or none; raises ``StageRefused`` of the first that cannot be reported.
    """
    for milestone in milestones:
        keep(milestone, by)
    by_stage = {milestone.stage: milestone for milestone in milestones}
    files = [
        record
        for stage, report in reports.items()
        if report.files
        for record in _looked_through(by_stage[stage], report, by)
    ]

    def report_all() -> None:
        for stage in sorted(reports):
            report = reports[stage]
            if report.on is None:
                continue
            try:
                achieve_milestone(by_stage[stage], on=report.on, reason=report.reason, by=by)
            except ValidationError as refusal:
                raise StageRefused(stage, refusal) from refusal

    keep_files(files, by=by, then=report_all)
    return milestones


def _looked_through(milestone: Milestone, report: Report, by: User) -> list[Evidence]:
    try:
        return look_through(report.files, partial(Evidence, milestone=milestone, uploaded_by=by))
    except ValidationError as refusal:
        raise StageRefused(milestone.stage, refusal) from refusal


def may_confirm(milestone: Milestone, by: User) -> bool:
    """Whether ``by`` stands above whoever reported it, and is somebody else."""
    return not above.objection(by, milestone.reported_by, milestone.station, milestone.reported_on)


def _locked(milestone: Milestone) -> Milestone:
    """As it stands, its station held: of two who decide at once the second sees what the first did."""
    Station.objects.select_for_update().get(pk=milestone.station_id)
    return Milestone.objects.select_related("station__township", "reported_by").get(pk=milestone.pk)


def _expect_waiting(milestone: Milestone) -> None:
    if milestone.standing in ("", Milestone.Standing.COUNTS):
        raise Refused(_("%(milestone)s does not wait to be confirmed.") % {"milestone": milestone})
