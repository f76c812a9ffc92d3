"""What stations did."""

from collections.abc import Iterable, Set
from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import known, together
from core.history import History
from core.judge import Lockable
from core.periods import holds_on
from core.scope import Anyone, ScopedQuerySet, under_paths
from core.texts import Text
from personnel.models import SocialWorker
from services.models.case import ServiceCase
from services.models.group import ServiceGroup
from services.models.minimum import ServiceMinimum
from services.models.terms import ServiceField, TargetGroup
from services.rules.free_text import NO_NAMES, no_identities
from services.rules.methods import LAST_PHASES, PHASES, Method, Nature, Phase
from services.rules.periods import start_of_quarter, start_of_year
from services.rules.small_groups import SMALLEST_DISCLOSED, disclosure_paths
from stations.models import Interruption, Station

MOST_HOURS = Decimal(999)


class ServiceRecordQuerySet(ScopedQuerySet["ServiceRecord"]):
    """Records, by their station."""

    region_path = "station__township__path"

    def standing(self) -> Self:
        """Records that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def in_year_to(self, day: date) -> Self:
        """Standing records of the year of ``day``, up to it."""
        return self.standing().filter(served_on__range=(start_of_year(day), day))

    def in_quarter_to(self, day: date) -> Self:
        """Standing records of the quarter of ``day``, up to it."""
        return self.standing().filter(served_on__range=(start_of_quarter(day), day))

    def between(self, first: date, last: date) -> Self:
        """Standing records from the first to the last day, both included."""
        return self.standing().filter(served_on__range=(first, last))

    def counting(self) -> Self:
        """Standing records that count towards a target.

        The record, or the group or case it belongs to as a whole, has the sessions and persons that
        the plan item asks for, else those of the method. A group has as many persons as came to its
        fullest session.
        """
        return (
            self.standing()
            .alias(
                together_sessions=Coalesce(
                    _of_all("service_group", Sum("sessions")), _of_all("case", Sum("sessions")), F("sessions")
                ),
                together_persons=Coalesce(
                    _of_all("service_group", Max("person_count")),
                    _of_all("case", Max("person_count")),
                    F("person_count"),
                ),
                needs_sessions=Coalesce(F("plan_item__min_sessions"), _minimum("min_sessions"), Value(1)),
                needs_persons=Coalesce(F("plan_item__min_persons"), _minimum("min_persons"), Value(1)),
            )
            .filter(together_sessions__gte=F("needs_sessions"), together_persons__gte=F("needs_persons"))
        )

    def towards(self, plan_item: models.Model) -> Self:
        """The records that count towards the target of a plan item."""
        return self.counting().filter(plan_item=plan_item)

    def with_version(self) -> Self:
        """Annotate ``version_now``, the number of the latest version, so that a form can compare."""
        versions = ServiceRecord.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
        return self.annotate(version_now=Subquery(versions.values("history_id")[:1]))

    def disclosed_to(self, user: Anyone) -> Self:
        """Records whose groups ``user`` reads: not those of few persons elsewhere; see ``small_groups``."""
        at_home = under_paths(self.region_path, disclosure_paths(user))
        return self.filter(Q(person_count__gte=SMALLEST_DISCLOSED) | at_home)

    def for_groups(self, groups: Iterable[TargetGroup]) -> Self:
        """Records for at least one of the target groups; each once."""
        through = ServiceRecord.groups.through.objects.filter(targetgroup__in=groups)
        return self.filter(pk__in=through.values("servicerecord"))

    def search(self, text: str) -> Self:
        """Part of the note or of the code."""
        return self.filter(Q(note__icontains=text) | Q(code__icontains=text))

    def for_listing(self) -> Self:
        return self.select_related("station__township", "field").prefetch_related("groups")


def _of_all(unit: str, total):
    """A total over all standing records of the same group or case; null for a record of none."""
    same = ServiceRecord.objects.standing().filter(**{unit: OuterRef(unit)}).order_by().values(unit)
    return Subquery(same.annotate(total=total).values("total"))


def _minimum(column: str):
    return Subquery(ServiceMinimum.objects.filter(method=OuterRef("method")).values(column)[:1])


def _phases(method):
    return Q(method=method, phase__in=["", *PHASES[method]])


class ServiceRecord(Lockable):
    """One service on one day: what was done, for whom, by whom, for how many and how long.

    Persons (人数) are counted once each, attendances (人次) each time. No client is named.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="service_records"
    )
    served_on = models.DateField(_("day of service"))
    method = models.CharField(_("method"), max_length=20, choices=Method)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature)
    field = models.ForeignKey(
        ServiceField,
        verbose_name=_("service field"),
        on_delete=models.PROTECT,
        related_name="service_records",
    )
    groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="service_records"
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(MOST_HOURS)],
        help_text=_("Of all workers together."),
    )
    sessions = models.PositiveSmallIntegerField(
        _("sessions"), default=1, validators=[MinValueValidator(1)], help_text=_("Usually 1.")
    )
    person_count = models.PositiveIntegerField(_("persons"), help_text=_("Each person once."))
    attendance_count = models.PositiveIntegerField(
        _("attendances"), help_text=_("Each time a person was served; at least the persons.")
    )
    case = models.ForeignKey(
        ServiceCase,
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_records",
    )
    service_group = models.ForeignKey(
        ServiceGroup,
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_records",
    )
    need = models.ForeignKey(
        "services.Need",
        verbose_name=_("need"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_records",
    )
    plan_item = models.ForeignKey(
        "services.PlanItem",
        verbose_name=_("plan item"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_records",
        help_text=_("Found by the portal if left empty: the item of the year with this method and field."),
    )
    workers = models.ManyToManyField(
        SocialWorker, verbose_name=_("social workers"), blank=True, related_name="service_records"
    )
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), null=True, blank=True, help_text=_("0 to 100, where people were asked.")
    )
    resources_yuan = models.DecimalField(
        _("resources found (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, validators=[no_identities], help_text=NO_NAMES
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="entered_records",
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(
        _("why it was withdrawn"), max_length=200, blank=True, editable=False, validators=[no_identities]
    )
    history = History(m2m_fields=["groups", "workers"])

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("service record")
        verbose_name_plural = _("service records")
        ordering = ["-served_on", "-code"]
        indexes = [
            models.Index(fields=["station", "served_on"], name="services_record_station_day"),
            models.Index(fields=["served_on", "station"], name="services_record_day_station"),
        ]
        constraints = [
            models.CheckConstraint(
                name="services_servicerecord_persons_within_attendances",
                condition=Q(person_count__lte=F("attendance_count")),
                violation_error_message=_(
                    "There cannot be more persons than attendances: each person comes at least once."
                ),
            ),
            models.CheckConstraint(
                name="services_servicerecord_hours_positive",
                condition=Q(hours__gt=0),
                violation_error_message=_("A service takes some time; enter the hours."),
            ),
            known("method", Method, _("This method is not known.")),
            known("nature", Nature, _("This nature is not known.")),
            models.CheckConstraint(
                name="services_servicerecord_phase_fits_method",
                condition=Q(phase="") | _phases(Method.CASE) | _phases(Method.GROUP),
                violation_error_message=_("This phase does not belong to the method."),
            ),
            models.CheckConstraint(
                name="services_servicerecord_unit_fits_method",
                condition=(Q(case__isnull=True) | Q(method="case"))
                & (Q(service_group__isnull=True) | Q(method="group")),
                violation_error_message=_("Only case work belongs to a case, only group work to a group."),
            ),
            models.CheckConstraint(
                name="services_servicerecord_satisfaction_range",
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(0, 100)),
                violation_error_message=_("Satisfaction is from 0 to 100."),
            ),
            models.CheckConstraint(
                name="services_servicerecord_resources_positive",
                condition=Q(resources_yuan__isnull=True) | Q(resources_yuan__gte=0),
                violation_error_message=_("Resources are not negative."),
            ),
            together(
                "withdrawn_with_reason",
                _("A record is withdrawn with a reason."),
                withdrawn_on=None,
                withdrawn_reason="",
            ),
        ]

    def __str__(self):
        return f"{self.served_on} {self.get_method_display()}"

    def why_locked(self, changed: Set[str] | None = None) -> Text:
        if self.withdrawn_on is None:
            return ""
        return _("%(record)s was withdrawn on %(day)s; enter it anew if it took place after all.") % {
            "record": self.code,
            "day": date_format(self.withdrawn_on),
        }

    def get_absolute_url(self):
        return reverse("services:record-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of its station's records: SR-131102002-1-0001."""
        return Series(f"SR-{self.station.sign}-", digits=4)

    def clean(self, *, closures: list[Interruption] | None = None):
        """``closures`` are those of the station, where they are read already."""
        if not (self.station_id and self.served_on):
            return
        give_code(self)
        self._check_day(closures)
        self._check_unit()
        self._check_plan_item()
        if self.need and self.need.township_id != self.station.township_id:
            raise ValidationError({"need": _("This need is one of another township.")})

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts nowhere any more."""
        return self.withdrawn_on is not None

    def _check_day(self, closures):
        if self.served_on > timezone.localdate():
            raise ValidationError({"served_on": _("This day has not come yet.")})
        if self._was_closed(closures):
            raise ValidationError(
                {
                    "served_on": _(
                        "The station was closed on this day; correct it, or the county reopens the station."
                    )
                }
            )

    def _was_closed(self, closures) -> bool:
        if closures is None:
            on_day = Interruption.objects.closures().on(self.served_on)
            return on_day.filter(station=self.station_id).exists()
        return any(holds_on(one, self.served_on) for one in closures)

    def _check_unit(self):
        for name in ("case", "service_group"):
            unit = getattr(self, name)
            if unit and unit.station_id != self.station_id:
                raise ValidationError({name: _("It belongs to another station.")})
        if self.phase in LAST_PHASES:
            self._check_end()

    def _check_end(self):
        """The last phase closes the case or ends the group on this day."""
        if self.case and self.served_on < self.case.opened_on:
            raise ValidationError({"served_on": _("A case cannot close before it opens.")})
        if self.service_group and self.served_on < self.service_group.started_on:
            raise ValidationError({"served_on": _("A group cannot end before it starts.")})

    def _check_plan_item(self):
        item = self.plan_item
        if not item:
            return
        if item.plan.station_id != self.station_id or item.plan.year != self.served_on.year:
            raise ValidationError({"plan_item": _("This item belongs to another station or another year.")})
        if item.method != self.method:
            raise ValidationError({"plan_item": _("This item is one of another method.")})
