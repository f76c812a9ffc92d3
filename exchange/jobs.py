"""The verbs of an import as jobs: the page can be left, the batch says how far it is."""

import logging

from django.utils.translation import get_language, override
from django_tasks import task

from core.errors import Refused
from exchange import actions
from exchange.models import ImportBatch

log = logging.getLogger(__name__)
VERBS = {"check": actions.check_batch, "commit": actions.commit_batch, "undo": actions.undo_batch}


@task()
def run(verb: str, code: str, language: str) -> None:
    """Do ``verb`` with the batch as its owner; a refusal stays with the batch as its message."""
    batch = ImportBatch.objects.select_related("user").get(code=code)
    is_done = False
    with override(language):
        try:
            VERBS[verb](batch, by=batch.user)
            is_done = True
        except Refused as refusal:
            is_done = True
            log.info("%s of import %s refused: %s", verb, code, refusal.messages)
        finally:
            if not is_done:
                log.exception("%s of import %s broke off", verb, code)
                actions.fail_batch(batch)


def start(batch, verb: str) -> None:
    """Hand the verb to the job's backend."""
    run.enqueue(verb, batch.code, get_language())
