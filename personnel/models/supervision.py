"""Supervision (督导): experienced people look at the work with those who do it."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known
from core.history import History
from core.periods import PeriodQuerySet, holds_on
from core.pinyin import matching, search_columns
from core.scope import ScopedQuerySet
from personnel.models.training_course import hours_field
from regions.models import Region
from regions.offered import OfferedQuerySet
from stations.models import Station


# The checker makes a manager of each base, and takes them for two.
class SupervisorQuerySet(PeriodQuerySet["Supervisor"], OfferedQuerySet["Supervisor"]):  # type: ignore[override]
    """Supervisors, by their home region; they are there for everybody below it.

    The day since when somebody supervises no more is the first without them.
    """

    region_path = "home_region__path"
    first_day, over_on = "", "ended_on"

    def search(self, text: str) -> Self:
        """Supervisors by part of name, code, pinyin or initials."""
        return self.filter(matching(text))

    def for_listing(self) -> Self:
        return self.select_related("home_region", "worker__home_region")


class Supervisor(models.Model):
    """Somebody who supervises: a social worker of the register, or a teacher or expert from outside."""

    class Source(models.TextChoices):
        UNIVERSITY = "UNIVERSITY", _("university teacher")
        AGENCY = "AGENCY", _("agency supervisor")
        FRONTLINE = "FRONTLINE", _("experienced front-line worker")

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(
        _("full name"),
        max_length=60,
        blank=True,
        help_text=_("Taken from the register where a person is chosen."),
    )
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("pinyin initials"), max_length=300, blank=True, editable=False)
    worker = models.OneToOneField(
        "personnel.SocialWorker",
        verbose_name=_("person of the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisor",
        help_text=_("Empty for somebody from outside."),
    )
    source = models.CharField(_("comes from"), max_length=20, choices=Source)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    home_region = models.ForeignKey(
        Region, verbose_name=_("home region"), on_delete=models.PROTECT, related_name="supervisors"
    )
    ended_on = models.DateField(
        _("supervises no more since"), null=True, blank=True, help_text=_("Empty while it goes on.")
    )
    series = Series("SV-", digits=4)
    history = History()

    objects = SupervisorQuerySet.as_manager()

    @constrained(known("source", Source, _("This source of supervisors is not known.")))
    class Meta:
        verbose_name = _("supervisor")
        verbose_name_plural = _("supervisors")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="personnel_supervisor_named",
                condition=~Q(name=""),
                violation_error_message=_("Name the supervisor or choose a person of the register."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.worker:
            self.name = self.worker.name
        self.name = self.name.strip()
        give_code(self)
        vars(self).update(search_columns(self.name))


class SupervisionRecordQuerySet(ScopedQuerySet["SupervisionRecord"]):
    """Supervision, by the region where it took place."""

    def held_between(self, first: date, last: date) -> Self:
        """Held from the day ``first`` to the day ``last``, both included."""
        return self.filter(held_on__gte=first, held_on__lte=last)

    def for_listing(self) -> Self:
        return self.select_related("supervisor", "station__township", "region").prefetch_related(
            "supervised__worker"
        )


class SupervisionRecord(models.Model):
    """One session in which a supervisor worked with a station, or with people by name.

    The region is the station's township, or the one for which the session was held.
    """

    class Form(models.TextChoices):
        INDIVIDUAL = "individual", _("individual")
        GROUP = "group", _("group session")
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    supervisor = models.ForeignKey(
        Supervisor, verbose_name=_("supervisor"), on_delete=models.PROTECT, related_name="records"
    )
    station = models.ForeignKey(
        Station,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_records",
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="supervision_records",
        help_text=_("For whom it was held; of a station, its township."),
    )
    held_on = models.DateField(_("held on"))
    hours = hours_field(_("hours"), help_text=_("Whole or half hours."))
    form = models.CharField(_("form"), max_length=12, choices=Form)
    content = models.CharField(_("content"), max_length=300)
    follow_up = models.CharField(_("follow-up"), max_length=300, blank=True)
    series = Series("SR-", digits=5)
    history = History()

    objects = SupervisionRecordQuerySet.as_manager()

    @constrained(known("form", Form, _("This form of supervision is not known.")))
    class Meta:
        verbose_name = _("supervision record")
        verbose_name_plural = _("supervision records")
        ordering = ["-held_on", "code"]
        indexes = [models.Index(fields=["station", "held_on"], name="personnel_supervision_held")]
        constraints = [
            models.CheckConstraint(
                name="personnel_supervisionrecord_hours_positive",
                condition=Q(hours__gt=0),
                violation_error_message=_("A session has at least half an hour."),
            ),
        ]

    def __str__(self):
        return f"{self.supervisor} · {self.held_on}"

    def get_absolute_url(self):
        return reverse("personnel:supervision-detail", args=[self.code])

    def clean(self):
        give_code(self)
        if self.held_on and self.held_on > timezone.localdate():
            raise ValidationError({"held_on": _("This day has not come yet.")})
        if self.station and self.region_id and self.region_id != self.station.township_id:
            raise ValidationError(
                {"region": _("The region of a session at a station is the station's township.")}
            )
        if self.supervisor_id and self.held_on and not holds_on(self.supervisor, self.held_on):
            raise ValidationError({"supervisor": _("This supervisor had stopped before that day.")})


class SupervisedQuerySet(ScopedQuerySet["Supervised"]):
    """Who took part, with the session."""

    region_path = "record__region__path"

    def for_listing(self) -> Self:
        return self.select_related("record", "worker")


class Supervised(models.Model):
    """A social worker took part in a session of supervision."""

    record = models.ForeignKey(
        SupervisionRecord,
        verbose_name=_("supervision record"),
        on_delete=models.CASCADE,
        related_name="supervised",
    )
    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("social worker"),
        on_delete=models.PROTECT,
        related_name="supervisions",
    )
    history = History()

    objects = SupervisedQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of supervision")
        verbose_name_plural = _("participants of supervision")
        ordering = ["record", "worker__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "worker"],
                name="personnel_supervised_once",
                violation_error_message=_("This person is in the session already."),
            ),
        ]

    def __str__(self):
        return str(self.worker)

    def clean(self):
        if self.worker_id and self.record_id and self.record.supervisor.worker_id == self.worker_id:
            raise ValidationError({"worker": _("Nobody supervises themselves; choose another supervisor.")})
