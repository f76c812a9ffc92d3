"""Who stands in for whom, from one day to another."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import not_before
from core.history import History
from core.periods import PeriodQuerySet
from core.scope import Anyone


class DeputyQuerySet(PeriodQuerySet["Deputy"]):
    """Deputies, seen by the two they concern and by whoever looks after the account that is stood in for."""

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(principal__in=get_user_model().objects.in_paths(paths).values("pk"))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Those of accounts that ``user`` looks after, and one's own; the deputy only looks."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        accounts = get_user_model().objects.permitted(user, "view" if action == "view" else "change")
        own = Q(principal=user) | Q(deputy=user) if action == "view" else Q(principal=user)
        return self.filter(own | Q(principal__in=accounts.values("pk")))

    def running(self, day: date) -> Self:
        """Those that hold on the day and were not ended before their last day."""
        return self.on(day).filter(withdrawn_on__isnull=True)

    def held_since(self, day: date | None) -> Self:
        """Those that held on at least one day from ``day`` on, today included; without a day, today."""
        today = timezone.localdate()
        first = min(day or today, today)
        rows = self.overlapping(first, today)
        # What was ended before it began never held.
        return rows.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=first) & Q(withdrawn_on__gte=F("started_on"))
        )

    def search(self, text: str) -> Self:
        """Part of the code, of a name or of the reason."""
        found = Q(code__icontains=text) | Q(reason__icontains=text)
        for side in ("principal", "deputy"):
            found |= Q(**{f"{side}__full_name__icontains": text}) | Q(
                **{f"{side}__username__icontains": text}
            )
        return self.filter(found)

    def for_listing(self) -> Self:
        return self.select_related("principal", "deputy", "given_by")


class Deputy(models.Model):
    """Somebody (代理人) who does the work of another account while that person is on leave.

    From the first day to the last the deputy may do what the principal's roles allow, in the principal's
    regions and in the deputy's own name. What the principal borrows from somebody else is not passed on, and
    neither is looking after accounts. In a chain of four eyes the two are one hand.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, editable=False, help_text=_("Given by the portal.")
    )
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is stood in for"),
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.PROTECT,
        related_name="deputyships",
    )
    started_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("last day"), help_text=_("On the day after, it has ended by itself."))
    reason = models.CharField(_("reason"), max_length=200, help_text=_("Such as: annual leave, training."))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("named by"),
        on_delete=models.PROTECT,
        related_name="deputies_named",
        editable=False,
    )
    withdrawn_on = models.DateField(_("ended early on"), null=True, blank=True, editable=False)
    history = History()

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-started_on", "-code"]
        indexes = [
            models.Index(fields=["deputy", "ended_on"], name="accounts_deputy_running"),
        ]
        constraints = [
            not_before("ended_on", "started_on", _("The last day is not before the first one.")),
            models.CheckConstraint(
                name="accounts_deputy_two_people",
                condition=~Q(deputy=F("principal")),
                violation_error_message=_("Nobody is their own deputy."),
            ),
            models.CheckConstraint(
                name="accounts_deputy_named_by_another",
                condition=~Q(given_by=F("deputy")),
                violation_error_message=_(
                    "Nobody makes themselves a deputy; the other one or an administrator does."
                ),
            ),
            models.CheckConstraint(
                name="accounts_deputy_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say why somebody stands in."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(deputy)s for %(principal)s") % {"deputy": self.deputy, "principal": self.principal}

    def get_absolute_url(self) -> str:
        return reverse("deputy-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of those that begin in its year: DP-2022-0001."""
        return Series(f"DP-{self.started_on.year}-", digits=4)

    def clean(self) -> None:
        if not (self.started_on and self.ended_on and self.principal_id and self.deputy_id):
            return
        give_code(self)
        if self._state.adding:
            self._check_new()

    def _check_new(self) -> None:
        if self.started_on < timezone.localdate():
            raise ValidationError({"started_on": _("Nobody stands in for days that are over.")})
        if not self.deputy.is_active:
            raise ValidationError({"deputy": _("This account is closed.")})
        if self.deputy.auth_token_set.exists():
            raise ValidationError(
                {"deputy": _("This account belongs to another system; a deputy is a person.")}
            )
        same = Deputy.objects.overlapping(self.started_on, self.ended_on)
        if same.filter(
            principal=self.principal_id, deputy=self.deputy_id, withdrawn_on__isnull=True
        ).exists():
            raise ValidationError(_("They stand in already on some of these days."))

    def is_running(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.withdrawn_on is None and self.started_on <= day <= self.ended_on

    def held_on(self, day: date) -> bool:
        """Whether it held on the day, also where it was ended that day or later."""
        return self.started_on <= day <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day on which it held or will; before the first one where it was ended before it began."""
        return min(self.ended_on, self.withdrawn_on or self.ended_on)

    def can_end(self, day: date) -> bool:
        """Whether it is still to come or going on, so that it can be ended."""
        return self.withdrawn_on is None and day <= self.ended_on
