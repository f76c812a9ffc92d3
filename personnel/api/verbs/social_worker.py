"""Verbs on social workers, and what they need to be told."""

from django.http import Http404
from rest_framework import serializers

from core.api import BodySerializer, DayField
from personnel import actions
from personnel.models import Certificate, SocialWorker


class LeaveBodySerializer(BodySerializer):
    """The day and the reason of leaving the register."""

    on = DayField()
    reason = serializers.ChoiceField(choices=SocialWorker.EndReason.choices)


class RegisterBodySerializer(BodySerializer):
    """Which certificate was registered or renewed, and when."""

    level = serializers.ChoiceField(choices=Certificate.Level.choices)
    on = DayField()
    valid_to = DayField(required=False, help_text="Left out: three years less a day.")


def register(worker, *, level, on, by, valid_to=None):
    """Register or renew the person's certificate of the level."""
    certificate = worker.certificates.filter(level=level).first()
    if certificate is None:
        raise Http404
    actions.register_certificate(certificate, on=on, valid_to=valid_to, by=by)
