"""Files that show what was built or achieved."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.scope import ScopedQuerySet
from stations.file_types import EXTENSIONS, content_type_of, sha256_of
from stations.models.deliverable import Deliverable
from stations.models.milestone import Milestone

MAX_BYTES = 20 * 1024 * 1024


def stored_name(evidence, filename) -> str:
    """A name that says nothing and cannot be guessed; the file's own name is never used on disk."""
    return f"evidence/{evidence.code.hex[:2]}/{evidence.code.hex}"


class EvidenceQuerySet(ScopedQuerySet):
    """Evidence, by the station of what it shows."""

    def in_paths(self, paths):
        return self.filter(
            Q(deliverable__in=Deliverable.objects.in_paths(paths).values("pk"))
            | Q(milestone__in=Milestone.objects.in_paths(paths).values("pk"))
        )

    def under(self, region):
        return self.in_paths([region.path])

    def for_listing(self):
        return self.select_related("deliverable__station", "milestone__station", "uploaded_by")


class Evidence(models.Model):
    """A photograph or document that shows a deliverable or a milestone; never changed, only added.

    Type, size and hash are read from the content. Files leave only through a page that asks the
    scope rule first.
    """

    code = models.UUIDField(_("code"), default=uuid.uuid4, unique=True, editable=False)
    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    milestone = models.ForeignKey(
        Milestone,
        verbose_name=_("milestone"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    title = models.CharField(_("title"), max_length=100)
    file = models.FileField(
        _("file"),
        upload_to=stored_name,
        help_text=_("PDF, PNG, JPEG, WebP, Word or Excel, 20 MB at most."),
    )
    content_type = models.CharField(_("content type"), max_length=100, editable=False)
    size_bytes = models.PositiveIntegerField(_("size (bytes)"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_evidence",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    history = HistoricalRecords()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="stations_evidence_shows_one_thing",
                condition=Q(deliverable__isnull=False, milestone__isnull=True)
                | Q(deliverable__isnull=True, milestone__isnull=False),
                violation_error_message=_("Evidence belongs to one deliverable or to one milestone."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stations:evidence-file", args=[self.code])

    def clean(self):
        if not self.file or self.file._committed:
            return
        if self.file.size > MAX_BYTES:
            raise ValidationError({"file": _("The file is larger than 20 MB.")})
        self.content_type = content_type_of(self.file)
        if not self.content_type:
            raise ValidationError({"file": _("Only PDF, PNG, JPEG, WebP, Word and Excel files are kept.")})
        self.size_bytes = self.file.size
        self.sha256 = sha256_of(self.file)

    @property
    def download_name(self) -> str:
        """The title as a file name, with the extension of what the content really is."""
        return f"{PurePath(self.title).name or self.code}{EXTENSIONS.get(self.content_type, '')}"
