"""What a station answers to the items of the construction standard."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from stations.models.standard import StandardItem
from stations.rules.standard import fulfils, normalised


class StandardAnswerQuerySet(ScopedQuerySet["StandardAnswer"]):
    """Answers, by their station."""

    region_path = "station__township__path"

    def for_listing(self) -> Self:
        return self.select_related("station", "item__standard")


class StandardAnswer(Lockable):
    """The answer of one station to one item, as it stands; earlier ones are in its history.

    An empty ``value`` is an answer that was taken back: the item counts as not answered.
    """

    station = models.ForeignKey(
        "stations.Station",
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        related_name="standard_answers",
    )
    item = models.ForeignKey(
        StandardItem, verbose_name=_("item of a standard"), on_delete=models.PROTECT, related_name="answers"
    )
    value = models.CharField(
        _("answer"), max_length=100, blank=True, help_text=_("yes or no, a number, or one of the choices")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_on = models.DateField(_("answered on"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="standard_answers",
    )
    history = History()

    objects = StandardAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to the standard")
        verbose_name_plural = _("answers to the standard")
        ordering = ["station", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "item"],
                name="stations_standardanswer_once",
                violation_error_message=_("This station has answered this item already; change that answer."),
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.item}"

    def why_locked(self, changed=None):
        return "" if self.item.standard.is_current else _("The standard it answers is no longer in force.")

    def clean(self):
        if self.item_id:
            try:
                self.value = normalised(self.item, self.value)
            except ValidationError as refusal:
                raise ValidationError({"value": refusal}) from refusal
        if self.answered_on and self.answered_on > timezone.localdate():
            raise ValidationError({"answered_on": _("This day has not come yet.")})

    @property
    def is_fulfilled(self) -> bool | None:
        """Whether the answer is enough; None where it was taken back."""
        return fulfils(self.item, self.value) if self.value else None
