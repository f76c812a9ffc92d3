"""The verbs of evidence: files are added together or not at all, and taken back by whoever added them.

A refusal leaves nothing behind, neither in the database nor in the store.
"""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from stations.intake import bare_name, clean_title
from stations.models import Deliverable, Evidence, Milestone
from stations.models.evidence import stored_name, thumbnail_name

MAX_FILES = 20
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MEGABYTE = 1024 * 1024
REMOVED = "removed"


def add_evidence(owner: Deliverable | Milestone, *, files, by, title="") -> list[Evidence]:
    """Keep ``files`` as evidence of a deliverable or milestone; all of them, or none.

    Several files under one ``title`` are numbered; without one each is called as its file was.
    ``Refused`` names every file that is not taken, with the rule and what to do.
    """
    files = list(files)
    _refuse_by_number(files)
    field = "deliverable" if isinstance(owner, Deliverable) else "milestone"
    titles = _titles(files, title)
    records = [
        Evidence(**{field: owner}, title=one, file=file, uploaded_by=by)
        for file, one in zip(files, titles, strict=True)
    ]
    names = [bare_name(file.name or "") or one for file, one in zip(files, titles, strict=True)]
    _check(records, names)
    return keep_evidence(records, by=by)


def _refuse_by_number(files):
    if not files:
        raise Refused(_("No file was chosen; choose at least one."))
    if len(files) > MAX_FILES:
        raise Refused(
            _("%(count)d files are too many at once; send at most %(limit)d.")
            % {"count": len(files), "limit": MAX_FILES}
        )
    if sum(file.size for file in files) > MAX_TOTAL_BYTES:
        raise Refused(
            _("The files are larger than %(limit)d MB together; send them in several goes.")
            % {"limit": MAX_TOTAL_BYTES // MEGABYTE}
        )


def _titles(files, title) -> list[str]:
    if not title.strip():
        return [clean_title(file.name or "") or _("unnamed file") for file in files]
    if len(files) == 1:
        return [title]
    return [f"{title} {number}" for number in range(1, len(files) + 1)]


def _check(records, names):
    """Refuse with a sentence for every file that breaks a rule, also when two of them are the same."""
    sentences, seen = [], {}
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
        raise Refused(sentences)


def keep_evidence(records, *, by) -> list[Evidence]:
    """Store evidence that was looked through; what reached the store goes again if the database refuses."""
    try:
        with transaction.atomic():
            for record in records:
                record._history_user = by
                record.save()
    except BaseException as failure:
        _clear_store(records)
        if isinstance(failure, IntegrityError):
            raise Refused(
                _("A file with the same content was added a moment ago; look at the list and send the rest.")
            ) from failure
        raise
    return records


def _clear_store(records):
    for record in records:
        default_storage.delete(stored_name(record, ""))
        default_storage.delete(thumbnail_name(record, ""))


@transaction.atomic
def remove_evidence(evidence, *, at, by) -> Evidence:
    """Take back evidence that ``by`` added, at the moment ``at``, before what it shows is settled.

    The record says who removed it and when; the file stays in the store and is handed out by no
    door. The owner's row is locked, so that nobody accepts it meanwhile on the strength of the file.
    """
    type(evidence.owner).objects.select_for_update().get(pk=evidence.owner.pk)
    evidence = Evidence.objects.select_related("deliverable", "milestone__station").get(pk=evidence.pk)
    _refuse_removal(evidence, by)
    evidence.removed_at, evidence.removed_by = at, by
    evidence._history_user, evidence._change_reason = by, REMOVED
    evidence.full_clean()
    evidence.save(update_fields=["removed_at", "removed_by"])
    return evidence


def _refuse_removal(evidence, by):
    if evidence.removed_at:
        raise Refused(_("“%(title)s” was removed already.") % {"title": evidence})
    if evidence.uploaded_by_id != by.pk:
        raise Refused(
            _("“%(title)s” was added by somebody else; only that account can remove it.")
            % {"title": evidence}
        )
    if evidence.is_settled:
        raise Refused(
            _("“%(title)s” stays: %(owner)s was accepted or achieved with it. Add a better file beside it.")
            % {"title": evidence, "owner": evidence.owner}
        )
