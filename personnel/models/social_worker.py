"""The people."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.codes import Series, give_code
from core.constraints import constrained, known, together
from core.days import days_later
from core.history import History
from core.judge import Lockable
from core.periods import PeriodQuerySet, holds_on
from core.pinyin import matching, search_columns
from core.scope import Anyone, covers
from personnel.models.certificate import Certificate
from personnel.models.masks import IdNumberMaskField, masked
from personnel.models.posting import AtHomeQuerySet, Posting
from personnel.models.registration import Registration
from personnel.rules.certificate_clock import Clock, Status, clock_of, status_condition
from personnel.rules.identifiers import (
    birth_date_of,
    clean_certificate_number,
    clean_id_number,
    clean_mobile,
    is_male,
)
from regions.models import Region
from stations.models import Agency

PUBLIC_EMPLOYERS = ("party_government", "institution")
PRACTISING_EMPLOYERS = ("community", "agency")
ID_NUMBER_KNOWN = _("This ID number is already recorded for another person; look for that record first.")


# The checker makes a manager of each base, and takes them for two.
class SocialWorkerQuerySet(PeriodQuerySet["SocialWorker"], AtHomeQuerySet["SocialWorker"]):  # type: ignore[override]
    """Social workers, by their home region; seen also where they are or were posted.

    A person holds ``on`` the days on the register; the day of leaving it is none of them.
    """

    region_path = "home_region__path"
    worker_lookup = "pk"
    first_day, over_on = "", "register_ended_on"

    def on_register(self, on: date) -> Self:
        """People who had not left the register by the day ``on``."""
        return self.on(on)

    def with_level(self, on: date) -> Self:
        """Adds ``level``: the highest of the certificates issued by the day ``on``, or None."""
        return self.annotate(level=Subquery(_held(on).values("level")[:1]))

    def certified(self, on: date) -> Self:
        """People certified on the day ``on``, each once, with ``level``, the highest they held then."""
        return self.on_register(on).with_level(on).filter(level__isnull=False)

    def outside_public_employment(self) -> Self:
        """People whom neither party, government nor a public institution employs."""
        return self.exclude(employer_type__in=PUBLIC_EMPLOYERS)

    def in_public_employment(self) -> Self:
        """People employed by party, government or a public institution."""
        return self.filter(employer_type__in=PUBLIC_EMPLOYERS)

    def posted(self, on: date) -> Self:
        """People posted at any station on the day ``on``."""
        return self.filter(Exists(Posting.objects.on(on).filter(worker=OuterRef("pk"))))

    def full_time(self, on: date) -> Self:
        """People posted full-time on the day ``on``."""
        return self.filter(Exists(Posting.objects.on(on).full_time().filter(worker=OuterRef("pk"))))

    def practising(self, on: date) -> Self:
        """People who work for an agency or a community, or at a station on the day ``on``."""
        at_station = Exists(Posting.objects.on(on).filter(worker=OuterRef("pk")))
        return self.filter(Q(employer_type__in=PRACTISING_EMPLOYERS) | at_station)

    def search(self, text: str) -> Self:
        """People by part of name, code, pinyin or initials, or by a whole certificate number.

        Part of a number finds nobody: numbers are masked, and guessing them sign by sign is not offered.
        """
        number = clean_certificate_number(text)
        holders = Certificate.objects.filter(number=number).values("worker")
        return self.filter(matching(text) | Q(pk__in=holders)) if number else self

    def with_registration(self, on: date) -> Self:
        """Adds the clock's days for the highest certificate held on the day ``on``; see ``clock_on``."""
        registered = Registration.objects.filter(
            certificate=OuterRef("highest_certificate"), registered_on__lte=on
        ).order_by("-valid_to")
        return self.annotate(
            highest_certificate=Subquery(_held(on).values("pk")[:1]),
            highest_issued_on=Subquery(_held(on).values("issued_on")[:1]),
            highest_valid_to=Subquery(registered.values("valid_to")[:1]),
        )

    def with_clock_status(self, status: Status, on: date) -> Self:
        """People whose highest certificate stands at ``status`` on the day ``on``."""
        condition = status_condition(status, on, issued="highest_issued_on", valid_to="highest_valid_to")
        return self.with_registration(on).filter(condition)

    def ending_within(self, days: int, on: date) -> Self:
        """People whose registration, as known on the day ``on``, ends within so many days from then."""
        last = days_later(on, days)
        return self.with_registration(on).filter(highest_valid_to__range=(on, last))

    def for_listing(self) -> Self:
        return self.select_related("home_region", "agency")

    def seen_by(self, user: Anyone, on: date) -> Self:
        """Adds what of other records ``user`` may see on the day ``on``: one more query for all rows.

        ``postings_in_scope`` are the running postings, ``is_posted`` says whether there is one at
        all, also outside the user's scope, and ``agency_in_scope`` becomes available.
        """
        running = Posting.objects.visible_to(user).on(on).select_related("station")
        return self.annotate(
            is_posted=Exists(Posting.objects.on(on).filter(worker=OuterRef("pk"))),
            is_agency_visible=Exists(Agency.objects.visible_to(user).filter(pk=OuterRef("agency"))),
        ).prefetch_related(Prefetch("postings", running, to_attr="postings_in_scope"))


def _held(on):
    """The certificates of the outer query's person issued by the day ``on``, the highest first."""
    return Certificate.objects.issued_by(on).filter(worker=OuterRef("pk")).order_by("-level")


class SocialWorker(Lockable):
    """A person who does social work, with or without a certificate, in any kind of employment.

    The ID number and the phone number are never kept in clear: ``set_id_number`` and ``set_phone``
    keep ciphertext and a mask, the former also a keyed fingerprint that makes it unique.
    A person who leaves is ended with a reason and not deleted.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")

    class EmployerType(models.TextChoices):
        PARTY_GOVERNMENT = "party_government", _("party or government body")
        INSTITUTION = "institution", _("public institution")
        COMMUNITY = "community", _("village or community committee")
        AGENCY = "agency", _("social-work agency")
        OTHER = "other", _("other")

    class EmploymentType(models.TextChoices):
        FULL_TIME = "full_time", _("full-time")
        PART_TIME = "part_time", _("part-time")
        VOLUNTEER = "volunteer", _("volunteer")

    class Education(models.TextChoices):
        SECONDARY = "secondary", _("secondary school or below")
        JUNIOR_COLLEGE = "junior_college", _("junior college")
        BACHELOR = "bachelor", _("bachelor")
        MASTER = "master", _("master")
        DOCTOR = "doctor", _("doctor")

    class EndReason(models.TextChoices):
        MOVED_AWAY = "moved_away", _("moved away")
        LEFT_PROFESSION = "left_profession", _("left the profession")
        RETIRED = "retired", _("retired")
        DECEASED = "deceased", _("deceased")
        DUPLICATE = "duplicate", _("recorded twice")
        OTHER = "other", _("other")

    free_fields = ("register_ended_on", "register_end_reason")

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z][0-9A-Z-]*$", _("Use capital letters, digits and dashes."))],
        help_text=_("Given by the portal if left empty."),
    )
    name = models.CharField(_("full name"), max_length=60)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("pinyin initials"), max_length=300, blank=True, editable=False)
    home_region = models.ForeignKey(
        Region, verbose_name=_("home region"), on_delete=models.PROTECT, related_name="social_workers"
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    # Not editable: neither a form nor the admin's list of changes shows these five.
    # The fingerprint is NULL and not empty: it is unique, and many have none.
    id_number_fingerprint = models.CharField(  # noqa: DJ001
        max_length=64, null=True, blank=True, editable=False
    )
    id_number_ciphertext = models.CharField(max_length=255, blank=True, editable=False)
    id_number_masked = IdNumberMaskField(_("ID number"), max_length=18, blank=True, editable=False)
    phone_ciphertext = models.CharField(max_length=255, blank=True, editable=False)
    phone_masked = models.CharField(_("mobile number"), max_length=11, blank=True, editable=False)
    employer_type = models.CharField(_("employer type"), max_length=20, choices=EmployerType)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="social_workers",
        help_text=_("The agency this person works for, also part-time beside another employer."),
    )
    employment_type = models.CharField(_("employment"), max_length=20, choices=EmploymentType)
    education = models.CharField(_("education"), max_length=20, choices=Education, blank=True)
    is_social_work_major = models.BooleanField(_("studied social work"), default=False)
    register_ended_on = models.DateField(
        _("left the register on"),
        null=True,
        blank=True,
        help_text=_("Empty while the person is on the register."),
    )
    register_end_reason = models.CharField(
        _("reason for leaving the register"), max_length=20, choices=EndReason, blank=True
    )
    series = Series("SW-", digits=5)
    # Read with ``with_registration``, ``with_level``, ``certified`` and ``seen_by``.
    highest_certificate: int | None
    is_posted: bool
    highest_issued_on: date | None
    highest_valid_to: date | None
    level: int | None
    is_agency_visible: bool

    history = History()

    objects = SocialWorkerQuerySet.as_manager()

    @constrained(
        known("sex", Sex, _("This sex is not known."), or_empty=True),
        known("employer_type", EmployerType, _("This employer type is not known."), rule="employer_known"),
        known(
            "employment_type",
            EmploymentType,
            _("This kind of employment is not known."),
            rule="employment_known",
        ),
        known("education", Education, _("This education is not known."), or_empty=True),
        known(
            "register_end_reason",
            EndReason,
            _("This reason for leaving the register is not known."),
            rule="end_reason_known",
            or_empty=True,
        ),
    )
    class Meta:
        verbose_name = _("social worker")
        verbose_name_plural = _("social workers")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_fingerprint"],
                name="personnel_socialworker_id_number_once",
                violation_error_message=ID_NUMBER_KNOWN,
            ),
            together(
                "id_number_whole",
                _("An ID number is kept as fingerprint, ciphertext and mask together."),
                id_number_fingerprint=None,
                id_number_ciphertext="",
                id_number_masked="",
            ),
            together(
                "phone_whole",
                _("A mobile number is kept as ciphertext and mask together."),
                phone_ciphertext="",
                phone_masked="",
            ),
            together(
                "end_has_reason",
                _("State the day of leaving the register together with its reason, or neither."),
                register_ended_on=None,
                register_end_reason="",
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        if self.register_ended_on is None:
            return ""
        return _(
            "This person left the register; what the record says stands. "
            "An officer of the home region empties the day of leaving in the administration first."
        )

    def get_absolute_url(self):
        return reverse("personnel:worker-detail", args=[self.code])

    def clean(self):
        self.name = self.name.strip()
        give_code(self)
        self.fill_search_columns()
        if not self.register_ended_on:
            return
        if self.register_ended_on > timezone.localdate():
            raise ValidationError({"register_ended_on": _("Nobody leaves the register in the future.")})
        if self._has_posting_after(self.register_ended_on):
            raise ValidationError(
                {"register_ended_on": _("End this person's postings before the day of leaving the register.")}
            )

    def fill_search_columns(self):
        """Set the columns that make the name findable by pinyin; bulk writers call it themselves."""
        for column, value in search_columns(self.name).items():
            setattr(self, column, value)

    def set_id_number(self, text: str, *, today) -> None:
        """Keep the ID number as fingerprint, ciphertext and mask; sex and birth year follow from it.

        Nothing typed removes it. Does not save. Raises ``ValidationError`` with what is wrong.
        """
        if not text.strip():
            self.id_number_fingerprint, self.id_number_ciphertext, self.id_number_masked = None, "", ""
            return
        number = clean_id_number(text, today=today)
        self.id_number_fingerprint = privacy.fingerprint(number)
        self.id_number_ciphertext = privacy.encrypt(number)
        self.id_number_masked = masked(number)
        self.birth_year = birth_date_of(number).year
        self.sex = self.Sex.MALE if is_male(number) else self.Sex.FEMALE

    def set_phone(self, text: str) -> None:
        """Keep the mobile number as ciphertext and mask; nothing typed removes it. Does not save."""
        if not text.strip():
            self.phone_ciphertext, self.phone_masked = "", ""
            return
        number = clean_mobile(text)
        self.phone_ciphertext = privacy.encrypt(number)
        self.phone_masked = privacy.mask(number, head=3, tail=4)

    def is_home_for(self, user) -> bool:
        """Whether ``user`` looks after the home region, and so sees what is its alone. Does not query."""
        return covers(user, "personnel.view_socialworker", self.home_region.path)

    def is_on_register(self, on) -> bool:
        """Whether the person had not left the register by the day ``on``."""
        return holds_on(self, on)

    def clock_on(self, day) -> Clock | None:
        """The clock of the highest certificate, as read with ``with_registration(day)``; None without one."""
        if self.highest_issued_on is None:
            return None
        return clock_of(self.highest_issued_on, self.highest_valid_to, day)

    @property
    def agency_in_scope(self):
        """The agency where the reader may see it, as read with ``seen_by``; else None."""
        return self.agency if self.is_agency_visible else None

    @property
    def level_label(self) -> str:
        """The name of ``level``, as read with ``with_level``; empty without a certificate."""
        return str(Certificate.Level(self.level).label) if self.level else ""

    def _has_posting_after(self, day) -> bool:
        if self._state.adding:
            return False
        return self.postings.overlapping(days_later(day, 1)).exists()
