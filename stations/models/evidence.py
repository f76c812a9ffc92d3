"""Files that show what was built or achieved."""

from collections.abc import Collection
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.constraints import together
from core.history import History
from core.scope import Anyone, HasPath, ScopedQuerySet
from exchange.files.kept_file import KeptFile
from stations.models.deliverable import Deliverable
from stations.models.milestone import Milestone


def stored_name(evidence, filename) -> str:
    """A name that says nothing and cannot be guessed; the file's own name is never used on disk."""
    return f"evidence/{evidence.code.hex[:2]}/{evidence.code.hex}"


def thumbnail_name(evidence, filename) -> str:
    """Beside the file."""
    return f"{stored_name(evidence, filename)}-thumbnail"


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Evidence, by the station of what it shows; what was removed is permitted to nobody."""

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(
            Q(deliverable__in=Deliverable.objects.in_paths(paths).values("pk"))
            | Q(milestone__in=Milestone.objects.in_paths(paths).values("pk"))
        )

    def permitted(self, user: Anyone, action: str) -> Self:
        return super().permitted(user, action).present()

    def present(self) -> Self:
        """What was not removed."""
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        """What was removed: kept for the record, handed out by no door."""
        return self.filter(removed_at__isnull=False)

    def of_kind(self, kind: str) -> Self:
        """Photos, documents, or any (``Component.EvidenceKind``)."""
        photos = Q(content_type__startswith="image/")
        return {"photo": self.filter(photos), "document": self.exclude(photos)}.get(kind, self.all())

    def under(self, region: HasPath) -> Self:
        return self.in_paths([region.path])

    def search(self, text: str) -> Self:
        """Part of the title, which is the name of the file unless somebody gave another."""
        return self.filter(title__icontains=text)

    def for_listing(self) -> Self:
        return self.select_related("deliverable__station", "milestone__station", "uploaded_by")


class Evidence(KeptFile):
    """A photograph or document that shows a deliverable or a milestone; never changed, only added."""

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
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_evidence",
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("removed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="removed_evidence",
    )
    history = History()

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
            together(
                "removed_by_somebody",
                _("What is removed names when and by whom."),
                removed_at=None,
                removed_by=None,
            ),
            models.UniqueConstraint(
                fields=["deliverable", "sha256"],
                condition=Q(deliverable__isnull=False, removed_at__isnull=True),
                name="stations_evidence_once_per_deliverable",
                violation_error_message=_("This deliverable has a file with the same content already."),
            ),
            models.UniqueConstraint(
                fields=["milestone", "sha256"],
                condition=Q(milestone__isnull=False, removed_at__isnull=True),
                name="stations_evidence_once_per_milestone",
                violation_error_message=_("This milestone has a file with the same content already."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("stations:evidence-file", args=[self.code])

    @property
    def owner(self) -> Deliverable | Milestone:
        """What it shows."""
        return self.deliverable or cast("Milestone", self.milestone)

    @property
    def is_settled(self) -> bool:
        """Whether what it shows is accepted or achieved, so that it stays."""
        owner = self.owner
        return owner.is_accepted if isinstance(owner, Deliverable) else owner.achieved_on is not None
