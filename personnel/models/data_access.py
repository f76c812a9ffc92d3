"""Who looked at the personal data of whom."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.scope import Anyone, ScopedQuerySet
from regions.models import Region

# More in one day than the work of an officer asks for.
MANY_REVEALS, MANY_EXPORTED = 10, 500
# And what nobody may see in one day: numbers of all people together, and of one and the same person.
MOST_REVEALS, MOST_REVEALS_OF_ONE = 30, 5


class PersonalDataAccessQuerySet(ScopedQuerySet["PersonalDataAccess"]):
    """Entries of the access log: at the person's home region, for a file at the exporter's."""

    def for_listing(self) -> Self:
        return self.select_related("by", "worker", "region")

    def between(self, first: date, last: date) -> Self:
        """Entries from the day ``first`` to the day ``last``."""
        return self.filter(accessed_at__date__gte=first, accessed_at__date__lte=last)

    def reveals_of(self, user: Anyone, day: date) -> Self:
        """What the account saw in clear on the day, number by number."""
        return self.between(day, day).filter(by=user.pk, kind=PersonalDataAccess.Kind.REVEAL)

    def unusual(self) -> QuerySet["PersonalDataAccess", Any]:
        """Accounts and days with more than usual: who, day, ``reveals`` and ``exported``; one query."""
        is_reveal = Q(kind=PersonalDataAccess.Kind.REVEAL)
        rows: QuerySet[Any, Any] = (
            self.order_by().annotate(day=TruncDate("accessed_at")).values("by", "by__username", "day")
        )
        rows = rows.annotate(
            reveals=Count("pk", filter=is_reveal), exported=Sum("persons", filter=~is_reveal, default=0)
        )
        return rows.filter(Q(reveals__gte=MANY_REVEALS) | Q(exported__gte=MANY_EXPORTED)).order_by("-day")


class PersonalDataAccess(models.Model):
    """Somebody saw a personal number in clear, or took a list of people away as a file.

    An entry is written once: the database refuses to change or delete it.
    """

    class Kind(models.TextChoices):
        REVEAL = "reveal", _("shown in clear")
        CLEAR_EXPORT = "clear_export", _("exported in clear")
        MASKED_EXPORT = "masked_export", _("exported masked")

    class Field(models.TextChoices):
        ID_NUMBER = "id_number", _("ID number")
        PHONE = "phone", _("mobile number")
        CERTIFICATE_NUMBER = "certificate_number", _("certificate number")
        LIST = "list", _("list of people")

    accessed_at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="data_accesses",
    )
    kind = models.CharField(_("what was done"), max_length=15, choices=Kind)
    field = models.CharField(_("what was seen"), max_length=20, choices=Field)
    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("whose"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="data_accesses",
    )
    persons = models.PositiveIntegerField(_("number of people"), default=1)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="data_accesses"
    )
    reason = models.CharField(_("why"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("from which address"), null=True, blank=True)

    objects = PersonalDataAccessQuerySet.as_manager()

    @constrained(
        known("kind", Kind, _("This kind of access is not known.")),
        known("field", Field, _("This field is not known.")),
    )
    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("accesses to personal data")
        ordering = ["-accessed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="personnel_personaldataaccess_clear_has_reason",
                condition=Q(kind="masked_export") | ~Q(reason=""),
                violation_error_message=_("Say why the numbers are needed in clear."),
            ),
            models.CheckConstraint(
                name="personnel_personaldataaccess_clear_names_person",
                condition=Q(kind="masked_export") | Q(worker__isnull=False),
                violation_error_message=_("An entry about numbers in clear names the person."),
            ),
        ]

    def __str__(self):
        return f"{self.accessed_at:%Y-%m-%d %H:%M} {self.by} {self.get_kind_display()}"
