"""What is told of people: to their home region alone, and numbers masked."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from core.privacy import mask
from core.scope import rows_of
from exchange.changes.chronicle import Chronicle, register
from personnel.models import (
    AgencyFounder,
    Certificate,
    CourseLecturer,
    EducationCredit,
    Enrolment,
    Position,
    Posting,
    Registration,
    SocialWorker,
    Supervised,
    SupervisionRecord,
    TrainingCourse,
)
from personnel.models.posting import AtHomeQuerySet
from personnel.rules import disclosure
from stations.histories import SearchableChronicle


class AtHomeChronicle(Chronicle):
    """Records of a person that belong to the home region."""

    def get_queryset(self, user):
        return cast(AtHomeQuerySet, rows_of(self.model)).at_home(user)


@register
class SocialWorkerChronicle(AtHomeChronicle, SearchableChronicle):
    """People."""

    name = "workers"
    model = SocialWorker
    extra_fields = ("id_number_masked", "phone_masked")
    excluded_fields = disclosure.left_out_of_history(
        {field: field for field in disclosure.FIELDS}
        | {"id_number_masked": "id_number", "phone_masked": "phone"}
    )
    removal_refusal = _("A person who was entered is not removed: let them leave the register instead.")

    def has_view_permission(self, user, record):
        return disclosure.is_shown("changes", disclosure.audience_of(user, record))


@register
class CertificateChronicle(AtHomeChronicle):
    """Certificates."""

    name = "certificates"
    model = Certificate
    parent_lookups = ("worker",)
    excluded_fields = disclosure.left_out_of_history({"number": "certificate_number"})
    formatters = {"number": lambda number: mask(number, head=4, tail=4)}

    def label(self, version):
        return str(Certificate.Level(version.level).label)


@register
class RegistrationChronicle(AtHomeChronicle):
    """Entries of certificates in the register."""

    name = "registrations"
    model = Registration
    parent_lookups = ("certificate__worker",)
    excluded_fields = ("certificate",)


@register
class PostingChronicle(Chronicle):
    """Who works where."""

    name = "postings"
    model = Posting
    parent_lookups = ("worker",)
    visible_relations = ("station",)
    removal_refusal = _("A posting that was entered is not removed: end it instead.")

    def label(self, version):
        return str(Posting.Role(version.role).label)

    def lock(self, record):
        """Two counties may post the same person at the same moment."""
        SocialWorker.objects.select_for_update().get(pk=record.worker_id)


@register
class PositionChronicle(Chronicle):
    """Posts that a station needs, told on the station's whole history."""

    name = "positions"
    model = Position
    parent_lookups = ("station",)
    is_in_panel = False
    removal_refusal = _("A post that was opened is not removed: close it instead.")

    def label(self, version):
        return version.code


@register
class EducationCreditChronicle(AtHomeChronicle):
    """Education hours; approving them needs somebody else."""

    name = "education-credits"
    model = EducationCredit
    parent_lookups = ("worker",)
    is_in_panel = False
    verb_fields = dict.fromkeys(
        ["status", "decided_by", "decided_on", "comment"],
        _("Approve or refuse the hours instead; what is decided stays decided."),
    )
    removal_refusal = _("Hours that were entered are not removed: refuse them instead.")

    def label(self, version):
        return version.code


@register
class TrainingCourseChronicle(SearchableChronicle):
    """Courses."""

    name = "courses"
    model = TrainingCourse
    verb_fields = dict.fromkeys(
        ["status", "cancel_reason"], _("Start, close or cancel the course on its page instead.")
    )
    removal_refusal = _("A course that was entered is not removed: cancel it instead.")


@register
class CourseLecturerChronicle(Chronicle):
    """Who teaches a course."""

    name = "lecturers"
    model = CourseLecturer
    parent_lookups = ("course",)

    def label(self, version):
        return version.name


@register
class EnrolmentChronicle(Chronicle):
    """Who attends a course."""

    name = "enrolments"
    model = Enrolment
    parent_lookups = ("course",)
    is_in_panel = False
    initial_fields = ("worker", "enrolled_on")


@register
class SupervisionRecordChronicle(Chronicle):
    """Sessions of supervision."""

    name = "supervision-records"
    model = SupervisionRecord


@register
class SupervisedChronicle(Chronicle):
    """Who was supervised in a session."""

    name = "supervised"
    model = Supervised
    parent_lookups = ("record",)
    is_in_panel = False


@register
class AgencyFounderChronicle(Chronicle):
    """Who founded an agency."""

    name = "agency-founders"
    model = AgencyFounder
    parent_lookups = ("agency",)
    is_in_panel = False
    visible_relations = ("worker",)
