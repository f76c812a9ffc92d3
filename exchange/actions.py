"""The verbs of an import: take the file, check it, write it as a whole, undo it as a whole.

``by`` is the account that acts; every row is judged by what this account may do where. The checks
of the plan are made again inside the transaction that writes, and both have to agree.
"""

import hashlib

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refused
from exchange import reading, undoing, writing
from exchange.errors import FileRefusedError
from exchange.models import ImportBatch, ImportRow
from exchange.planning import CHANGED, NEW, REFUSED, UNCHANGED, label_of, make_plan
from exchange.registry import RESOURCES

Status = ImportBatch.Status
NAME_LENGTH = 200
ROWS_A_WRITE = 500


@transaction.atomic
def receive_file(resource, *, name, content, by) -> ImportBatch:
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
    batch._history_user = by
    batch.full_clean()
    batch.save()
    return batch


def check_batch(batch, *, by) -> ImportBatch:
    """The dry run: plan every row and keep what would happen, with every error at once."""
    ImportBatch.objects.claim(
        batch, Status.CHECKING, Status.CHECKED, Status.REFUSED, Status.FAILED, to=Status.CHECKING
    )
    resource = RESOURCES[batch.resource]
    try:
        sheet = reading.read(content_of(batch))
        _note(batch, total_count=len(sheet.rows) - 1)
        plan = make_plan(resource, sheet, by, note_progress=lambda done: _note(batch, progress=done))
    except FileRefusedError as refusal:
        return _refuse_file(batch, refusal, by)
    return _keep_plan(batch, plan, by)


def commit_batch(batch, *, by) -> ImportBatch:
    """Write the whole file or nothing. Raises ``Refused`` where it would no longer do what was checked."""
    ImportBatch.objects.claim(batch, Status.CHECKED, to=Status.RUNNING)
    try:
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


def undo_batch(batch, *, by) -> ImportBatch:
    """Take the whole import back or nothing. Raises ``Refused`` with every reason against it."""
    ImportBatch.objects.claim(batch, Status.COMMITTED, to=Status.UNDOING)
    try:
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


def fail_batch(batch) -> None:
    """Note that a job broke off; what it had begun is rolled back."""
    batch.refresh_from_db()
    status = Status.COMMITTED if batch.status == Status.UNDOING else Status.FAILED
    message = _("This broke off and nothing was written. Try again, or tell the administrator.")
    _note(batch, status=status, message=message)


def content_of(batch) -> bytes:
    """The file as it was uploaded."""
    with batch.file.open("rb") as file:
        return file.read()


def _commit(batch, by):
    resource = RESOURCES[batch.resource]
    plan = make_plan(resource, reading.read(content_of(batch)), by, lock=True)
    if plan.digest != batch.plan_digest or plan.by_action(REFUSED):
        raise Refused(_("The records have changed since the file was checked. Check it again."))
    rows = writing.write(plan, resource, batch, by)
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(rows, batch_size=ROWS_A_WRITE)
    return _settle(batch, by, status=Status.COMMITTED, committed_at=timezone.now())


def _refuse_second_time(batch) -> None:
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
def _keep_plan(batch, plan, by) -> ImportBatch:
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
        total_count=len(plan.drafts),
        new_count=counts[NEW],
        changed_count=counts[CHANGED],
        unchanged_count=counts[UNCHANGED],
        refused_count=counts[REFUSED],
    )


@transaction.atomic
def _refuse_file(batch, refusal, by) -> ImportBatch:
    batch.rows.all().delete()
    counts = dict.fromkeys(["new_count", "changed_count", "unchanged_count", "refused_count"], 0)
    message = "\n".join(refusal.messages)
    return _settle(batch, by, status=Status.REFUSED, plan_digest="", message=message, **counts)


def row_of(batch, draft) -> ImportRow:
    """What is kept of a row."""
    return ImportRow(
        batch=batch,
        number=draft.number,
        label=label_of(draft),
        action=draft.action,
        differences=draft.differences,
        errors=draft.errors,
    )


def _note(batch, **values) -> None:
    """Set columns that the history does not keep step by step."""
    ImportBatch.objects.filter(pk=batch.pk).update(**values)


def _release(batch, status, refusal) -> None:
    _note(batch, status=status, message="\n".join(refusal.messages))


def _settle(batch, by, **values) -> ImportBatch:
    batch.refresh_from_db()
    for name, value in values.items():
        setattr(batch, name, value)
    batch._history_user = by
    batch.save(update_fields=list(values))
    return batch
