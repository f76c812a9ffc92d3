"""Files that show that a finding is mended."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.scope import ScopedQuerySet
from exchange.files.kept_file import KeptFile
from oversight.models.rectification import Rectification
from stations.models.evidence import stored_name, thumbnail_name


class RectificationFileQuerySet(ScopedQuerySet["RectificationFile"]):
    """Files, by the region of the finding that is mended."""

    region_path = "rectification__finding__region__path"

    def for_listing(self) -> Self:
        return self.select_related("rectification__finding", "uploaded_by")


class RectificationFile(KeptFile):
    """A photograph or document handed in with a rectification; it stays, whatever the verdict."""

    rectification = models.ForeignKey(
        Rectification, verbose_name=_("rectification"), on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField(
        _("file"),
        upload_to=stored_name,
        help_text=_("PDF, PNG, JPEG, WebP, Word or Excel, 20 MB at most."),
    )
    thumbnail = models.FileField(_("thumbnail"), upload_to=thumbnail_name, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="rectification_files",
    )
    history = History()

    objects = RectificationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a rectification")
        verbose_name_plural = _("files of rectifications")
        ordering = ["rectification", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rectification", "sha256"],
                name="oversight_rectificationfile_once",
                violation_error_message=_("This rectification has a file with the same content already."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("oversight:rectification-file", args=[self.code])
