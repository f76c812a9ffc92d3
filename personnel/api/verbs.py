"""The verbs of people over the API: what they need to be told."""

from django.http import Http404
from rest_framework import serializers

from core.api import Body, ScopedCodeField
from core.scope import paths_for
from personnel import actions
from personnel.models import Certificate, Posting, SocialWorker
from stations.models import Station


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

    station = ScopedCodeField(Station.objects.all(), "personnel.add_posting")
    role = serializers.ChoiceField(choices=Posting.Role.choices)
    employment_type = serializers.ChoiceField(choices=Posting.EmploymentType.choices)
    on = serializers.DateField()


class EndPostingBody(Body):
    """Where a posting ends, on which last day, and why."""

    station = ScopedCodeField(Station.objects.all(), "personnel.change_posting")
    on = serializers.DateField(help_text="The last day.")
    reason = serializers.ChoiceField(choices=Posting.LeaveReason.choices)


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
    posting = worker.postings.in_paths(paths_for(by, "personnel.change_posting")).open()
    posting = posting.filter(station=station).first()
    if posting is None:
        raise Http404
    actions.end_posting(posting, on=on, reason=reason, by=by)
