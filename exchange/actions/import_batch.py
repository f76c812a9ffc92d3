"""The verbs of an import: take the file, check it, write it as a whole, undo it as a whole.

``by`` is the account that acts; every row is judged by what this account may do where. The checks
of the plan are made again inside the transaction that writes, and both have to agree.
"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from exchange.importing import reading, undoing, writing
from exchange.importing.drafts import CHANGED, NEW, REFUSED, UNCHANGED, Draft, Plan
from exchange.importing.errors import ClaimLostError, FileRefusedError
from exchange.importing.noticing import notes_on
from exchange.importing.sheets import make_plan
from exchange.models import ImportBatch, ImportRow
from exchange.resources.registry import RESOURCES
from exchange.resources.resource import Resource

Status = ImportBatch.Status
NAME_LENGTH = 200
ROWS_A_WRITE = 500
# For each verb the states it may begin in, and the state while it works.
CLAIMS = {
    "check": ((Status.CHECKING, Status.CHECKED, Status.REFUSED, Status.FAILED), Status.CHECKING),
    "commit": ((Status.CHECKED,), Status.RUNNING),
    "undo": ((Status.COMMITTED,), Status.UNDOING),
}


@transaction.atomic
def receive_file(resource: Resource, *, name: str, content: bytes, by: User) -> ImportBatch:
    """Keep the file as a new batch, not yet checked."""
    if len(content) > reading.MAX_BYTES:
        raise FileRefusedError(_("The file is larger than 20 MB. Divide it."))
    batch = ImportBatch(
        resource=resource.name,
        user=by,
        file_name=name[-NAME_LENGTH:],
        sha256=hashlib.sha256(content).hexdigest(),
    )
    batch.file.save(batch.code, ContentFile(content), save=False)
    vars(batch).update(_history_user=by)
    batch.total_count = reading.rows_at_most(content)
    batch.full_clean()
    batch.save()
    return batch


def can_begin(batch: ImportBatch, verb: str) -> bool:
    """Whether the state of the batch lets ``verb`` begin."""
    return batch.status in CLAIMS[verb][0]


def begin(batch: ImportBatch, verb: str) -> ImportBatch:
    """Claim the batch for ``verb``, which has to follow. Raises ``Refused`` where another one has it."""
    statuses, status = CLAIMS[verb]
    ImportBatch.objects.claim(batch, *statuses, to=status)
    return batch


def stop_batch(batch: ImportBatch) -> ImportBatch:
    """Take the batch from the job that works on it or broke off; that job writes nothing any more."""
    _break_off(batch, _("This was stopped and nothing was written. It can be started again."))
    return batch


def check_batch(batch: ImportBatch, *, by: User) -> ImportBatch:
    """The dry run: plan every row and keep what would happen, with every error at once."""
    resource = RESOURCES[batch.resource]
    try:
        sheet = reading.read(content_of(batch))
        _go_on(batch, total_count=len(sheet.rows) - 1)
        plan = make_plan(resource, sheet, by, note_progress=lambda done: _go_on(batch, progress=done))
    except FileRefusedError as refusal:
        return _refuse_file(batch, refusal, by)
    return _keep_plan(batch, plan, by, notes="\n".join(notes_on(resource, sheet, plan)))


def commit_batch(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Write the whole file or nothing. Raises ``Refused`` where it would no longer do what was checked."""
    try:
        _go_on(batch)
        _refuse_second_time(batch)
        with transaction.atomic():
            return _commit(batch, by)
    except IntegrityError as error:
        refusal = Refused(writing.sentence_for(RESOURCES[batch.resource].model, error))
        _release(batch, Status.CHECKED, refusal)
        raise refusal from error
    except Refused as refusal:
        _release(batch, Status.CHECKED, refusal)
        raise


def undo_batch(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Take the whole import back or nothing. Raises ``Refused`` with every reason against it."""
    try:
        _go_on(batch)
        with transaction.atomic():
            undoing.undo(batch, RESOURCES[batch.resource], by)
            return _settle(batch, by, status=Status.UNDONE, undone_at=timezone.now())
    except IntegrityError as error:
        refusal = Refused(writing.sentence_for(RESOURCES[batch.resource].model, error))
        _release(batch, Status.COMMITTED, refusal)
        raise refusal from error
    except Refused as refusal:
        _release(batch, Status.COMMITTED, refusal)
        raise


def fail_batch(batch: ImportBatch) -> None:
    """Note that a job broke off; what it had begun is rolled back."""
    _break_off(batch, _("This broke off and nothing was written. Try again, or tell the administrator."))


def _break_off(batch: ImportBatch, message: str) -> None:
    status = Status.COMMITTED if batch.status == Status.UNDOING else Status.FAILED
    ImportBatch.objects.claim(batch, *ImportBatch.AT_WORK, to=status, message=message)


def content_of(batch: ImportBatch) -> bytes:
    """The file as it was uploaded."""
    with batch.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _commit(batch: ImportBatch, by: User) -> ImportBatch:
    resource = RESOURCES[batch.resource]
    try:
        sheet = reading.read(content_of(batch))
    except FileRefusedError as refusal:
        # What was read for the check can be read again, unless the machine has no room for it just now.
        raise Refused(refusal.messages) from refusal
    plan = make_plan(resource, sheet, by, lock=True)
    if plan.digest != batch.plan_digest or plan.by_action(REFUSED):
        raise Refused(_("The records have changed since the file was checked. Check it again."))
    rows = writing.write(plan, resource, batch, by)
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(rows, batch_size=ROWS_A_WRITE)
    return _settle(batch, by, status=Status.COMMITTED, committed_at=timezone.now())


def _refuse_second_time(batch: ImportBatch) -> None:
    """The same file with records that get their codes from the portal would make them all twice."""
    earlier = ImportBatch.objects.filter(
        user=batch.user_id, resource=batch.resource, sha256=batch.sha256, status=Status.COMMITTED
    )
    if batch.new_count and (same := earlier.exclude(pk=batch.pk).first()):
        raise Refused(
            _("This very file was imported on %(day)s. Undo that import first, or leave out what is in.")
            % {"day": timezone.localdate(same.committed_at)}
        )


@transaction.atomic
def _keep_plan(batch: ImportBatch, plan: Plan, by: User, *, notes: str) -> ImportBatch:
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(
        (row_of(batch, draft) for draft in plan.drafts if draft.action != UNCHANGED), batch_size=ROWS_A_WRITE
    )
    counts = plan.counts
    return _settle(
        batch,
        by,
        status=Status.REFUSED if counts[REFUSED] else Status.CHECKED,
        plan_digest=plan.digest,
        notes=notes,
        total_count=len(plan.drafts),
        new_count=counts[NEW],
        changed_count=counts[CHANGED],
        unchanged_count=counts[UNCHANGED],
        refused_count=counts[REFUSED],
    )


@transaction.atomic
def _refuse_file(batch: ImportBatch, refusal: ValidationError, by: User) -> ImportBatch:
    batch.rows.all().delete()
    counts = dict.fromkeys(["new_count", "changed_count", "unchanged_count", "refused_count"], 0)
    message = "\n".join(refusal.messages)
    return _settle(batch, by, status=Status.REFUSED, plan_digest="", notes="", message=message, **counts)


def row_of(batch: ImportBatch, draft: Draft) -> ImportRow:
    """What is kept of a row."""
    return ImportRow(
        batch=batch,
        number=draft.number,
        label=draft.label,
        action=draft.action,
        differences=draft.differences,
        errors=draft.errors,
    )


def _go_on(batch: ImportBatch, **values: Any) -> None:
    """Give a sign of the work, and set columns that the history does not keep step by step."""
    if not ImportBatch.objects.holding(batch).update(seen_at=timezone.now(), **values):
        raise ClaimLostError


def _release(batch: ImportBatch, status: ImportBatch.Status, refusal: ValidationError) -> None:
    ImportBatch.objects.holding(batch).update(status=status, message="\n".join(refusal.messages))


def _settle(batch: ImportBatch, by: User, **values: Any) -> ImportBatch:
    _go_on(batch)
    batch.refresh_from_db()
    for name, value in values.items():
        setattr(batch, name, value)
    vars(batch).update(_history_user=by)
    batch.save(update_fields=list(values))
    return batch
