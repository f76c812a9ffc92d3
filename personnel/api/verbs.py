"""The verbs of people over the API: what they need to be told."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import Body, ScopedCodeField, ScopedCodesField
from core.scope import paths_for
from exchange.api.verbs import DayBody
from personnel import actions, labour_actions, supervision_actions, training_actions
from personnel.labour_forms import LEAVE_REASONS
from personnel.models import Certificate, EducationCredit, Enrolment, Position, Posting, SocialWorker
from personnel.models.training_course import HALF_HOUR
from stations.models import Station

CHANGE_POSTING = "personnel.change_posting"
WORKING = Station.objects.exclude(status=Station.Status.CLOSED)
ON_REGISTER = SocialWorker.objects.filter(register_ended_on__isnull=True)


class LeaveBody(Body):
    """The day and the reason of leaving the register."""

    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=SocialWorker.EndReason.choices)


class RegisterBody(Body):
    """Which certificate was registered or renewed, and when."""

    level = serializers.ChoiceField(choices=Certificate.Level.choices)
    on = serializers.DateField()
    valid_to = serializers.DateField(required=False, help_text="Left out: three years less a day.")


class PostBody(Body):
    """Where and as what a person is posted, from which day."""

    station = ScopedCodeField(WORKING, "personnel.add_posting")
    role = serializers.ChoiceField(choices=Posting.Role.choices)
    employment_type = serializers.ChoiceField(choices=Posting.EmploymentType.choices)
    on = serializers.DateField()


class EndPostingBody(Body):
    """Where a posting ends, on which last day, and why."""

    station = ScopedCodeField(Station.objects.all(), CHANGE_POSTING)
    on = serializers.DateField(help_text="The last day.")
    reason = serializers.ChoiceField(choices=LEAVE_REASONS)


class MoveBody(DayBody):
    """Which station a person leaves, and the vacant post or the station to which they go."""

    leaves = ScopedCodeField(
        Station.objects.all(), CHANGE_POSTING, help_text="Station that the person leaves."
    )
    station = ScopedCodeField(WORKING, "personnel.add_posting", required=False)
    position = ScopedCodeField(Position.objects.for_listing(), "personnel.change_position", required=False)


class ClosePositionBody(DayBody):
    """From which day a post is not needed, and why."""

    reason = serializers.ChoiceField(choices=Position.CloseReason.choices)


class WaiveBody(Body):
    """Why a post may be filled by somebody without what it asks for."""

    reason = serializers.CharField(max_length=200)


class AppointBody(DayBody):
    """Who fills a vacant post, from which day."""

    worker = ScopedCodeField(ON_REGISTER)


class EnrolBody(DayBody):
    """Who is enrolled in a course: people at home where the caller may enrol."""

    workers = ScopedCodesField(ON_REGISTER, "personnel.add_enrolment")


class ResultBody(Body):
    """Hours attended and result of one person."""

    worker = serializers.CharField(help_text="Code of the person.")
    attended_hours = serializers.DecimalField(max_digits=5, decimal_places=1, min_value=0)
    result = serializers.ChoiceField(choices=Enrolment.Result.choices)


class AttendanceBody(Body):
    """Hours attended and results of a course; all or none."""

    results = ResultBody(many=True, allow_empty=False, max_length=1000)


class CancelBody(Body):
    """Why a course does not take place."""

    reason = serializers.CharField(max_length=200)


class NewCreditBody(Body):
    """Hours of education of a person, with their proof."""

    worker = ScopedCodeField(SocialWorker.objects.all(), "personnel.change_socialworker")
    source = serializers.ChoiceField(choices=EducationCredit.Source.choices)
    hours = serializers.DecimalField(max_digits=5, decimal_places=1, min_value=HALF_HOUR)
    earned_on = serializers.DateField()
    proof = serializers.CharField(max_length=200)


class PeopleBody(Body):
    """Who took part in a session of supervision."""

    workers = ScopedCodesField(ON_REGISTER, "personnel.change_supervisionrecord")


def register(worker, *, level, on, by, valid_to=None):
    """Register or renew the person's certificate of the level."""
    certificate = worker.certificates.filter(level=level).first()
    if certificate is None:
        raise Http404
    actions.register_certificate(certificate, on=on, valid_to=valid_to, by=by)


def post(worker, *, station, role, employment_type, on, by):
    """Post the person at the station; two full-time postings never share a day."""
    actions.post_worker(worker, station=station, role=role, employment_type=employment_type, on=on, by=by)


def end_posting(worker, *, station, on, reason, by):
    """End the person's posting at the station."""
    actions.end_posting(_open_posting(worker, station, by), on=on, reason=reason, by=by)


def transfer(worker, *, on, by, leaves, station=None, position=None):
    """Move the person from one station to a vacant post or to another station."""
    if (station is None) == (position is None):
        raise ValidationError({"position": _("Choose a vacant post or a station, one of the two.")})
    labour_actions.transfer(
        _open_posting(worker, leaves, by), on=on, station=station, position=position, by=by
    )


def _open_posting(worker, station, by) -> Posting:
    rows = worker.postings.in_paths(paths_for(by, CHANGE_POSTING)).open().filter(station=station)
    found = rows.for_listing().first()
    if found is None:
        raise Http404
    return found


def appoint(position, *, worker, on, by):
    """Let the person fill the vacant post."""
    labour_actions.appoint(worker, position=position, on=on, by=by)


def enrol(course, *, workers, on, by):
    """Enrol people of one's own in the course; all of them or nobody."""
    training_actions.enrol(course, workers, on=on, by=by)


def record_attendance(course, *, results, by):
    """Keep the hours attended and the results of people who are enrolled."""
    rows = course.enrolments.for_listing()
    enrolments = {one.worker.code: one for one in rows}
    if unknown := {one["worker"] for one in results} - set(enrolments):
        sentence = _("Not enrolled in the course: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}
        raise ValidationError({"results": sentence})
    outcomes = {enrolments[one["worker"]]: (one["attended_hours"], one["result"]) for one in results}
    training_actions.record_attendance(course, outcomes, by=by)


def begin_credit(*, worker, by, **values) -> EducationCredit:
    """Enter hours of education with their proof; they count once somebody else approved them."""
    return training_actions.enter_credit(worker, by=by, **values)


def name_people(record, *, workers, by):
    """Say who took part in the session: these people and nobody else."""
    supervision_actions.record_supervision(record, workers=workers, by=by)
