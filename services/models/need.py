"""Needs of people, as stations and townships collect them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet
from regions.models import Region
from services.models.plan_item import PlanItem
from services.models.terms import ServiceField, TargetGroup
from services.rules.free_text import NO_NAMES, no_identities
from stations.models import Station
from stations.models.open_station import refuse_closed

DAYS = ("raised_on", "assessed_on", "decided_on", "closed_on")


class NeedQuerySet(PeriodQuerySet["Need"]):
    """Needs, by their township; an open one is neither resolved nor rejected."""

    region_path = "township__path"
    first_day, over_on = "raised_on", "closed_on"

    def to_assess(self) -> Self:
        """Raised and not looked at yet."""
        return self.filter(status=Need.Status.NEW)

    def in_year_to(self, day: date) -> Self:
        """Raised in the year of ``day``, up to it."""
        return self.filter(raised_on__range=(day.replace(month=1, day=1), day))

    def search(self, text: str) -> Self:
        """Part of the name, the description or the code."""
        return self.filter(Q(name__icontains=text) | Q(text__icontains=text) | Q(code__icontains=text))

    def for_listing(self) -> Self:
        return self.select_related("township", "station", "field").prefetch_related("groups")


class Need(models.Model):
    """Something people of a township lack, told without names; it ends resolved or closed with a reason.

    Government, society or both answer for it; it becomes an item of a station's plan or is handed
    on to somebody else.
    """

    class Channel(models.TextChoices):
        VISIT = "visit", pgettext_lazy("channel", "home visit")
        SURVEY = "survey", pgettext_lazy("channel", "survey")
        HOTLINE = "hotline", pgettext_lazy("channel", "hotline")
        MEETING = "meeting", pgettext_lazy("channel", "meeting")
        ONLINE = "online", pgettext_lazy("channel", "online")
        REFERRAL = "referral", pgettext_lazy("channel", "referred from elsewhere")

    class Urgency(models.TextChoices):
        URGENT = "urgent", _("urgent")
        SOON = "soon", _("soon")
        NORMAL = "normal", _("ordinary")

    class Responsible(models.TextChoices):
        GOVERNMENT = "gov", _("government")
        SOCIETY = "society", _("society")
        JOINT = "joint", _("government and society")

    class Status(models.TextChoices):
        NEW = "new", pgettext_lazy("need", "new")
        ASSESSED = "assessed", pgettext_lazy("need", "assessed")
        PLANNED = "planned", pgettext_lazy("need", "planned")
        REFERRED = "referred", pgettext_lazy("need", "referred")
        REJECTED = "rejected", pgettext_lazy("need", "closed")
        IN_SERVICE = "in_service", pgettext_lazy("need", "in service")
        RESOLVED = "resolved", pgettext_lazy("need", "resolved")

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("in short"), max_length=100, validators=[no_identities], help_text=NO_NAMES)
    township = models.ForeignKey(
        Region, verbose_name=_("township or subdistrict"), on_delete=models.PROTECT, related_name="needs"
    )
    station = models.ForeignKey(
        Station,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
    )
    community = models.ForeignKey(
        Region,
        verbose_name=_("village or community"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="community_needs",
    )
    channel = models.CharField(_("heard through"), max_length=12, choices=Channel)
    raised_on = models.DateField(_("raised on"))
    groups = models.ManyToManyField(TargetGroup, verbose_name=_("target groups"), related_name="needs")
    field = models.ForeignKey(
        ServiceField, verbose_name=_("service field"), on_delete=models.PROTECT, related_name="needs"
    )
    persons = models.PositiveIntegerField(_("persons concerned"), null=True, blank=True)
    text = models.TextField(
        _("description"), max_length=1000, blank=True, validators=[no_identities], help_text=NO_NAMES
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.NEW, editable=False, db_index=True
    )
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True, editable=False)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assessed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="assessed_needs",
    )
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, blank=True, editable=False)
    responsible = models.CharField(
        _("who answers for it"), max_length=10, choices=Responsible, blank=True, editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    plan_item = models.ForeignKey(
        PlanItem,
        verbose_name=_("plan item"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="needs",
    )
    referred_to = models.CharField(
        _("referred to"), max_length=100, blank=True, editable=False, validators=[no_identities]
    )
    closed_on = models.DateField(pgettext_lazy("need", "closed on"), null=True, blank=True, editable=False)
    reason = models.CharField(
        _("reason or result"), max_length=300, blank=True, editable=False, validators=[no_identities]
    )
    history = History(m2m_fields=["groups"])

    objects = NeedQuerySet.as_manager()

    @constrained(
        known("channel", Channel, _("This channel is not known.")),
        known("status", Status, _("This status is not known.")),
        known("urgency", Urgency, _("This urgency is not known."), or_empty=True),
        known("responsible", Responsible, _("Who answers for it is not known."), or_empty=True),
    )
    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-raised_on", "-code"]
        indexes = [models.Index(fields=["township", "raised_on"], name="services_need_township_day")]
        constraints = [
            models.CheckConstraint(
                name="services_need_assessed_whole",
                condition=Q(status="new")
                | Q(assessed_on__isnull=False, assessed_by__isnull=False)
                & ~Q(responsible="")
                & ~Q(urgency=""),
                violation_error_message=_(
                    "An assessed need says when and by whom, how urgent it is, and who answers for it."
                ),
            ),
            models.CheckConstraint(
                name="services_need_planned_has_item",
                condition=~Q(status="planned") | Q(plan_item__isnull=False),
                violation_error_message=_("A planned need names its plan item."),
            ),
            models.CheckConstraint(
                name="services_need_referred_to_somebody",
                condition=~Q(status="referred") | ~Q(referred_to=""),
                violation_error_message=_("A referred need says to whom."),
            ),
            models.CheckConstraint(
                name="services_need_closed_on_a_day",
                condition=Q(status__in=["resolved", "rejected"], closed_on__isnull=False)
                | ~Q(status__in=["resolved", "rejected"]) & Q(closed_on__isnull=True),
                violation_error_message=_("What is resolved or closed has the day of it; nothing else has."),
            ),
            models.CheckConstraint(
                name="services_need_closed_with_reason",
                condition=~Q(status="rejected") | ~Q(reason=""),
                violation_error_message=_("A need is closed with a reason."),
            ),
            not_before(
                "assessed_on",
                "raised_on",
                _("A need is assessed after it was raised."),
                rule="assessed_after_raised",
                optional=("assessed_on",),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:need-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of its township's needs: ND-131102002-0001."""
        return Series(f"ND-{self.township.code}-", digits=4)

    def clean(self):
        if self.station and not self.township_id:
            self.township_id = self.station.township_id
        if not self.township_id:
            return
        give_code(self)
        self._check_place()
        today = timezone.localdate()
        for field in DAYS:
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})

    def _check_place(self):
        if self.township.level != Region.Level.TOWNSHIP:
            raise ValidationError({"township": _("A need belongs to a township or subdistrict.")})
        if self.station and self._state.adding and self.is_open:
            refuse_closed(self.station)
        if self.station and self.station.township_id != self.township_id:
            raise ValidationError({"station": _("The station lies in another township.")})
        if self.community and not self.township.covers(self.community):
            raise ValidationError({"community": _("The community lies in another township.")})

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.closed_on is None
