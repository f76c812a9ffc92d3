"""People as JSON: names as they are, numbers masked, ciphertext and fingerprints never."""

from django.utils import timezone
from rest_framework import serializers

from core.api import CleanModelSerializer
from personnel.certificate_clock import Status
from personnel.disclosure import FIELDS, audience_of, hidden_fields
from personnel.models import Certificate, Position, Posting, Registration, SocialWorker

# What a field of the table of disclosure is called here; numbers go out masked alone.
NAMES = {"id_number": "id_number_masked", "phone": "phone_masked", "certificate_number": "", "changes": ""}

# Null for readers to whom the table does not give them.
SEEN_AT_HOME = tuple(NAMES.get(field, field) for field in FIELDS)


class SocialWorkerSerializer(CleanModelSerializer):
    """A social worker today; read from outside the home region, what is its alone is null."""

    home_only = SEEN_AT_HOME
    home_region = serializers.SlugRelatedField(slug_field="code", read_only=True)
    agency = serializers.CharField(
        source="agency_in_scope.code", default=None, read_only=True, allow_null=True
    )
    level = serializers.ChoiceField(choices=Certificate.Level.choices, read_only=True, allow_null=True)
    registration_status = serializers.SerializerMethodField()
    stations = serializers.SerializerMethodField()

    class Meta:
        model = SocialWorker
        fields = [
            "code",
            "name",
            "level",
            "registration_status",
            "employer_type",
            "employment_type",
            "agency",
            "stations",
            "home_region",
            "sex",
            "birth_year",
            "id_number_masked",
            "phone_masked",
            "education",
            "is_social_work_major",
            "register_ended_on",
            "register_end_reason",
        ]

    def get_registration_status(self, worker) -> str | None:
        """How the registration of the highest certificate stands today; null without a certificate."""
        clock = worker.clock_on(timezone.localdate())
        return clock.status.value if clock else None

    def get_stations(self, worker) -> list[str]:
        """Codes of the stations in scope where the person is posted today."""
        return [posting.station.code for posting in worker.postings_in_scope]

    def hidden(self, worker):
        """What the table of disclosure keeps from this reader."""
        fields = hidden_fields(audience_of(self.context["request"].user, worker))
        return {NAMES.get(field, field) for field in fields}


class CertificateSerializer(CleanModelSerializer):
    """A certificate with its clock today."""

    worker = serializers.SlugRelatedField(slug_field="code", read_only=True)
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


class RegistrationSerializer(CleanModelSerializer):
    """A registration of a certificate."""

    worker = serializers.SlugRelatedField(source="certificate.worker", slug_field="code", read_only=True)
    level = serializers.IntegerField(source="certificate.level", read_only=True)
    certificate = serializers.CharField(source="certificate.number_masked", read_only=True)

    class Meta:
        model = Registration
        fields = ["worker", "certificate", "level", "registered_on", "valid_to"]


class PostingSerializer(CleanModelSerializer):
    """A posting at a station in scope."""

    worker = serializers.SlugRelatedField(slug_field="code", read_only=True)
    worker_name = serializers.CharField(source="worker.name", read_only=True)
    station = serializers.SlugRelatedField(slug_field="code", read_only=True)
    position = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Posting
        fields = [
            "worker",
            "worker_name",
            "station",
            "position",
            "role",
            "employment_type",
            "started_on",
            "ended_on",
            "leave_reason",
        ]


class PositionSerializer(CleanModelSerializer):
    """A post that a station needs, as it stands today."""

    station = serializers.SlugRelatedField(slug_field="code", read_only=True)
    is_filled = serializers.BooleanField(read_only=True)

    class Meta:
        model = Position
        fields = [
            "code",
            "station",
            "role",
            "employment_type",
            "requirement",
            "responsible",
            "opened_on",
            "closed_on",
            "close_reason",
            "is_filled",
        ]
