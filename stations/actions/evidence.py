"""The verbs of evidence: files are added together or not at all, and taken back by whoever added them."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.scope import rows_of
from exchange.files.keeping import keep_files, look_through
from stations.models import Deliverable, Evidence, Milestone

REMOVED = "removed"


def add_evidence(
    owner: Deliverable | Milestone, *, files: Iterable["UploadedFile[bytes]"], by: User, title: str = ""
) -> list[Evidence]:
    """Keep ``files`` as evidence of a deliverable or milestone; all of them, or none.

    Several files under one ``title`` are numbered; without one each is called as its file was.
    Raises ``ValidationError`` of ``files`` that names every one not taken, with the rule and what to do.
    """
    field = "deliverable" if isinstance(owner, Deliverable) else "milestone"
    make = partial(Evidence, **{field: owner}, uploaded_by=by)
    return keep_files(look_through(files, make, title=title), by=by)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, at: datetime, by: User) -> Evidence:
    """Take back evidence that ``by`` added, at the moment ``at``, before what it shows is settled.

    The record says who removed it and when; the file stays in the store and is handed out by no
    door. The owner's row is locked, so that nobody accepts it meanwhile on the strength of the file.
    """
    rows_of(type(evidence.owner)).select_for_update().get(pk=evidence.owner.pk)
    evidence = Evidence.objects.select_related("deliverable", "milestone__station").get(pk=evidence.pk)
    _refuse_removal(evidence, by)
    evidence.removed_at, evidence.removed_by = at, by
    vars(evidence).update(_history_user=by, _change_reason=REMOVED)
    evidence.full_clean()
    evidence.save(update_fields=["removed_at", "removed_by"])
    return evidence


def _refuse_removal(evidence: Evidence, by: User) -> None:
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
