"""The verbs of an import as jobs: the page can be left, the batch says how far it is.

Short files are done within the request; long ones wait in the database for the worker.
"""

import logging
from contextlib import suppress

from django.utils.translation import get_language, override
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from core.errors import Refused
from core.history import one_request
from exchange import actions
from exchange.importing.errors import ClaimLostError
from exchange.models import ImportBatch

log = logging.getLogger(__name__)
VERBS = {"check": actions.check_batch, "commit": actions.commit_batch, "undo": actions.undo_batch}
# Rows that are done while somebody waits for the page: a few seconds.
ROWS_AT_ONCE = 1000


@task()
def run(verb: str, code: str, claim: str, language: str) -> None:
    """Do ``verb`` with the batch as its owner; a refusal stays with the batch as its message.

    Where ``claim`` no longer stands, the work was stopped or begun anew: nothing is left to do.
    """
    batch = ImportBatch.objects.select_related("user").filter(code=code, claim=claim).first()
    if batch is None:
        log.info("%s of import %s was stopped before it began", verb, code)
        return
    with override(language), one_request():
        _do(verb, batch)


def _do(verb: str, batch: ImportBatch) -> None:
    is_done = False
    try:
        VERBS[verb](batch, by=batch.user)
        is_done = True
    except ClaimLostError:
        is_done = True
        log.info("%s of import %s was stopped", verb, batch.code)
    except Refused as refusal:
        is_done = True
        log.info("%s of import %s refused: %s", verb, batch.code, refusal.messages)
    finally:
        # Also where the process is told to end: SystemExit is no Exception.
        if not is_done:
            log.exception("%s of import %s broke off", verb, batch.code)
            with suppress(Refused):
                actions.fail_batch(batch)


def start(batch: ImportBatch, verb: str) -> None:
    """Claim the batch and hand the verb to where it is done. Raises ``Refused`` if another one has it."""
    actions.begin(batch, verb)
    backend = "long" if batch.total_count > ROWS_AT_ONCE else "default"
    run.using(backend=backend).enqueue(verb, batch.code, str(batch.claim), get_language())


class WorkerDiedError(Exception):
    """A worker ended in the middle of a job."""


def fail_jobs_of(worker: str) -> int:
    """Mark what a dead worker was at as broken off, jobs and their imports; returns how many."""
    left = [result for result in DBTaskResult.objects.running() if result.worker_ids[-1:] == [worker]]
    for result in left:
        result.set_failed(WorkerDiedError(worker))
        _verb, code, claim, language = result.args_kwargs["args"]
        batch = ImportBatch.objects.filter(code=code, claim=claim).first()
        if batch and batch.is_at_work:
            with override(language), suppress(Refused):
                actions.fail_batch(batch)
    return len(left)
