"""Files that people hand in, looked through before they are kept."""

import uuid
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.files import check_file, clean_title, download_name


class KeptFile(models.Model):
    """A file under a title, never changed, only added; a subclass names ``file`` and ``thumbnail``.

    ``clean`` looks through the file, whichever door it comes by: type, size and hash are those of what
    is stored, and a picture is drawn anew without what its camera wrote beside it. Files leave only
    through pages that ask the scope rule first.
    """

    file: models.FileField
    thumbnail: models.FileField

    code = models.UUIDField(_("code"), default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    content_type = models.CharField(_("content type"), max_length=100, editable=False)
    size_bytes = models.PositiveIntegerField(_("size (bytes)"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.title:
            self.title = clean_title(self.title)
        if self._is_unread_file():
            self._take(self.file.file)

    def _is_unread_file(self) -> bool:
        """Whether a file came with the record that nobody has looked through yet."""
        if not self.file or cast("Any", self.file)._committed:
            return False
        return self.file.file is not getattr(self, "_checked_content", None)

    def _take(self, file: Any) -> None:
        try:
            checked = check_file(file)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal}) from refusal
        self._checked_content = checked.content
        self.file = checked.content
        self.thumbnail = checked.thumbnail
        self.content_type = checked.content_type
        self.size_bytes = checked.size_bytes
        self.sha256 = checked.sha256

    @property
    def download_name(self) -> str:
        """The title as a file name, with the extension of what the content really is."""
        return download_name(self.title, self.content_type, otherwise=self.code.hex)
