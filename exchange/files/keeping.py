"""Keeping files that came together: all of them or none, and a refusal leaves nothing behind.

Neither in the database nor in the store.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.fields import field_of
from exchange.files.kept_file import KeptFile
from exchange.files.names import bare_name, clean_title

K = TypeVar("K", bound=KeptFile)
MAX_FILES = 20
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MEGABYTE = 1024 * 1024


def look_through(files: Iterable["File[bytes]"], make: Callable[..., K], *, title: str = "") -> list[K]:
    """The records that ``make(title=…, file=…)`` makes of ``files``, looked through and not yet stored.

    Several files under one ``title`` are numbered; without one each is called as its file was.
    Raises ``ValidationError`` of ``files`` that names every one not taken, with the rule and what to do.
    """
    files = list(files)
    _refuse_by_number(files)
    titles = _titles(files, title)
    records = [make(title=one, file=file) for file, one in zip(files, titles, strict=True)]
    names = [bare_name(file.name or "") or one for file, one in zip(files, titles, strict=True)]
    _check(records, names)
    return records


def _refuse_by_number(files: Sequence["File[bytes]"]) -> None:
    if not files:
        raise _refusal([_("No file was chosen; choose at least one.")], "required")
    if len(files) > MAX_FILES:
        sentence = _("%(count)d files are too many at once; send at most %(limit)d.")
        raise _refusal([sentence % {"count": len(files), "limit": MAX_FILES}], "too_many_files")
    if sum(file.size or 0 for file in files) > MAX_TOTAL_BYTES:
        sentence = _("The files are larger than %(limit)d MB together; send them in several goes.")
        raise _refusal([sentence % {"limit": MAX_TOTAL_BYTES // MEGABYTE}], "files_too_large")


def _refusal(sentences: Iterable[str], code: str) -> ValidationError:
    return ValidationError({"files": [ValidationError(sentence, code) for sentence in sentences]})


def _titles(files: Sequence["File[bytes]"], title: str) -> list[str]:
    if not title.strip():
        return [clean_title(file.name or "") or _("unnamed file") for file in files]
    if len(files) == 1:
        return [title]
    return [f"{title} {number}" for number in range(1, len(files) + 1)]


def _check(records: Sequence[KeptFile], names: Iterable[str]) -> None:
    """Refuse with a sentence for every file that breaks a rule, also when two of them are the same."""
    sentences: list[str] = []
    seen: dict[str, str] = {}
    for record, name in zip(records, names, strict=True):
        try:
            record.full_clean()
        except ValidationError as refusal:
            sentences += [one if name in one else f"“{name}”: {one}" for one in refusal.messages]
            continue
        if record.sha256 in seen:
            sentences.append(
                _("“%(name)s” and “%(other)s” have the same content; choose one of them.")
                % {"name": name, "other": seen[record.sha256]}
            )
        seen.setdefault(record.sha256, name)
    if sentences:
        raise _refusal(sentences, "file")


def keep_files(records: list[K], *, by: User, then: Callable[[], None] | None = None) -> list[K]:
    """Store files that were looked through; what reached the store goes again if the database refuses.

    So it does where ``then``, what follows from having them, is refused.
    """
    try:
        with transaction.atomic():
            for record in records:
                vars(record).update(_history_user=by)
                record.save()
            if then is not None:
                then()
    except BaseException as failure:
        _clear_store(records)
        if isinstance(failure, IntegrityError):
            raise Refused(
                _("A file with the same content was added a moment ago; look at the list and send the rest.")
            ) from failure
        raise
    return records


def _clear_store(records: Sequence[KeptFile]) -> None:
    for record in records:
        for name in ("file", "thumbnail"):
            place: str = cast("Any", field_of(type(record), name)).upload_to(record, "")
            default_storage.delete(place)
