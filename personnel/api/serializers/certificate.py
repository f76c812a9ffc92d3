"""The answers about certificates and registrations."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import Certificate, Registration
from personnel.rules.certificate_clock import Status


class CertificateSerializer(ReadOnlyModelSerializer):
    """A certificate with its clock today."""

    worker: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    number_masked = serializers.ReadOnlyField()
    status = serializers.SerializerMethodField()
    due_on = serializers.SerializerMethodField()

    class Meta:
        model = Certificate
        fields = ["worker", "level", "number_masked", "issued_on", "status", "due_on"]

    def get_status(self, certificate) -> Status | None:
        """How the registration stands today."""
        clock = self._clock(certificate)
        return clock.status.value if clock else None

    def get_due_on(self, certificate) -> str | None:
        """The last day for the next registration."""
        clock = self._clock(certificate)
        return clock.due_on.isoformat() if clock else None

    def _clock(self, certificate):
        return certificate.clock_on(timezone.localdate())


class RegistrationSerializer(ReadOnlyModelSerializer):
    """A registration of a certificate."""

    worker: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        source="certificate.worker", slug_field="code", read_only=True
    )
    level = serializers.IntegerField(source="certificate.level", read_only=True)
    certificate = serializers.CharField(source="certificate.number_masked", read_only=True)

    class Meta:
        model = Registration
        fields = ["worker", "certificate", "level", "registered_on", "valid_to"]
