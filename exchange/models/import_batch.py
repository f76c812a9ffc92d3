"""Files that came in."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.constraints import constrained, known
from core.errors import Refused
from core.history import History
from core.scope import Anyone, ScopedQuerySet


def new_code() -> str:
    """A code that nobody can guess from another one."""
    return f"IM-{uuid.uuid4().hex[:12].upper()}"


def place_of(batch: "ImportBatch", _name: str) -> str:
    """Where the file is kept: under the batch's code, never under a name somebody typed."""
    return f"imports/{batch.code}"


class ImportBatchQuerySet(ScopedQuerySet["ImportBatch"]):
    """Batches: one's own, and those of the accounts whose every role lies in one's regions."""

    def in_paths(self, paths: Collection[str]) -> Self:
        """Batches of accounts whose every role lies in the subtrees."""
        accounts = User.objects.in_paths(paths).filter(role_assignments__isnull=False)
        return self.filter(user__in=accounts.values("pk"))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Others' batches may be looked at; to do something with a batch is its owner's."""
        paths = self.paths_of(user, action)
        own = self.filter(user=user) if paths else self.none()
        if action != "view":
            return own
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=self.in_paths(paths).values("pk")))

    def for_listing(self) -> Self:
        return self.select_related("user")

    def with_old_files(self, before: datetime) -> Self:
        """Those whose file came before the moment, and with which no job is busy."""
        return self.filter(created_at__lt=before).exclude(status__in=ImportBatch.AT_WORK)

    def claim(self, batch: "ImportBatch", *statuses: str, to: str, message: str = "") -> None:
        """Move the batch from one of ``statuses`` on, if nobody else has done so: one wins.

        The new claim ends every earlier one: a job that still holds an old one writes nothing.
        """
        moved = self.filter(pk=batch.pk, status__in=statuses, claim=batch.claim).update(
            status=to,
            claim=uuid.uuid4(),
            claimed_at=timezone.now(),
            seen_at=None,
            progress=0,
            message=message,
        )
        if not moved:
            raise Refused(_("Somebody is working on this import, or it has gone on. Load the page again."))
        batch.refresh_from_db()

    def holding(self, batch: "ImportBatch") -> Self:
        """The batch itself, as long as the claim under which it was read still stands."""
        return self.filter(pk=batch.pk, claim=batch.claim)


class ImportBatch(models.Model):
    """One file with records of one noun: checked first, then written as a whole or not at all.

    A committed batch can be undone as a whole while nothing later rests on it.
    """

    class Status(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("ready to import")
        REFUSED = "refused", _("has errors")
        RUNNING = "running", _("being imported")
        COMMITTED = "committed", _("imported")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("failed")

    AT_WORK = (Status.CHECKING, Status.RUNNING, Status.UNDOING)
    # What is silent for so long has broken off, or waits for a worker that does not run.
    SILENT_AFTER = timedelta(minutes=10)

    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    resource = models.CharField(_("kind of records"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.PROTECT,
        related_name="import_batches",
    )
    file = models.FileField(_("file"), upload_to=place_of)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CHECKING)
    message = models.TextField(_("message"), blank=True)
    # What the check noticed without refusing it, a line each.
    notes = models.TextField(_("to look at"), blank=True)
    plan_digest = models.CharField(_("digest of the plan"), max_length=64, blank=True)
    total_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    refused_count = models.PositiveIntegerField(_("refused"), default=0)
    progress = models.PositiveIntegerField(_("rows done"), default=0)
    claim = models.UUIDField(_("claim of the job at work"), default=uuid.uuid4, editable=False)
    claimed_at = models.DateTimeField(_("handed over at"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("last sign of the job"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    committed_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    history = History(excluded_fields=["progress", "claim", "claimed_at", "seen_at"])

    objects = ImportBatchQuerySet.as_manager()

    @constrained(known("status", Status, _("This status is not known.")))
    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "-created_at"], name="exchange_importbatch_of_user")]
        constraints = [
            models.CheckConstraint(
                name="exchange_importbatch_undone_after_import",
                condition=Q(undone_at__isnull=True)
                | Q(committed_at__isnull=False, undone_at__gte=F("committed_at")),
                violation_error_message=_("Only what was imported can be undone."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("exchange:importbatch-detail", args=[self.code])

    @property
    def is_at_work(self) -> bool:
        """Whether a job is busy with it."""
        return self.status in self.AT_WORK

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a worker to begin."""
        return self.is_at_work and self.seen_at is None

    @property
    def can_be_sent_again(self) -> bool:
        """Whether the next step is a mended file."""
        return self.status in (self.Status.REFUSED, self.Status.FAILED)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard of the work for so long that it has probably broken off."""
        return self.is_at_work and self.last_sign_at < timezone.now() - self.SILENT_AFTER

    @property
    def last_sign_at(self) -> datetime:
        """When the work was last heard of; before it begins, when it was handed over."""
        return self.seen_at or self.claimed_at

    @property
    def reason(self) -> str:
        """What the history of the records says about why they changed."""
        return f"import {self.code}"
