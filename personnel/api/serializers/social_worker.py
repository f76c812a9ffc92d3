"""The answers about social workers."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import Certificate, SocialWorker
from personnel.rules.disclosure import FIELDS, Audience, audience_of, hidden_fields

# What a field of the table of disclosure is called here; numbers go out masked alone.
NAMES = {"id_number": "id_number_masked", "phone": "phone_masked", "certificate_number": "", "changes": ""}


# Null for readers to whom the table does not give them.
SEEN_AT_HOME = tuple(NAMES.get(field, field) for field in FIELDS)


class SocialWorkerSerializer(ReadOnlyModelSerializer):
    """A social worker today; read from outside the home region, what is its alone is null."""

    home_only = SEEN_AT_HOME
    home_region: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
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

    @classmethod
    def withheld(cls):
        """What those do not see who find a person by a posting."""
        return [NAMES.get(field, field) for field in hidden_fields(Audience.POSTED)]

    def hidden_fields(self, worker):
        """What the table of disclosure keeps from this reader."""
        fields = hidden_fields(audience_of(self.context["request"].user, worker))
        return {NAMES.get(field, field) for field in fields}
