"""Verbs on courses, enrolments and lecturers, and what they need to be told."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import BodySerializer, ScopedCodesField
from exchange.api.verbs import DayBodySerializer
from personnel import actions
from personnel.api.verbs.people import ON_REGISTER
from personnel.models import Enrolment


class EnrolBodySerializer(DayBodySerializer):
    """Who is enrolled in a course: people at home where the caller may enrol."""

    workers = ScopedCodesField(ON_REGISTER, "personnel.add_enrolment")


class ResultBodySerializer(BodySerializer):
    """Hours attended and result of one person."""

    worker = serializers.CharField(help_text="Code of the person.")
    attended_hours = serializers.DecimalField(max_digits=5, decimal_places=1, min_value=0)
    result = serializers.ChoiceField(choices=Enrolment.Result.choices)


class AttendanceBodySerializer(BodySerializer):
    """Hours attended and results of a course; all or none."""

    results = ResultBodySerializer(many=True, allow_empty=False, max_length=1000)  # type: ignore[call-arg]


class CancelBodySerializer(BodySerializer):
    """Why a course does not take place."""

    reason = serializers.CharField(max_length=200)


def enrol(course, *, workers, on, by):
    """Enrol people of one's own in the course; all of them or nobody."""
    actions.enrol(course, workers, on=on, by=by)


def record_attendance(course, *, results, by):
    """Keep the hours attended and the results of people who are enrolled."""
    rows = course.enrolments.for_listing()
    enrolments = {one.worker.code: one for one in rows}
    if unknown := {one["worker"] for one in results} - set(enrolments):
        sentence = _("Not enrolled in the course: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}
        raise ValidationError({"results": sentence})
    outcomes = {enrolments[one["worker"]]: (one["attended_hours"], one["result"]) for one in results}
    actions.record_attendance(course, outcomes, by=by)
