"""What is done with supervision: a session is recorded with who took part.

``by`` is the account that acts; it becomes the author in the history.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from personnel.models import SocialWorker, Supervised, SupervisionRecord


@transaction.atomic
def record_supervision(
    record: SupervisionRecord, *, workers: Collection[SocialWorker], by: User
) -> SupervisionRecord:
    """Keep ``record``, new or changed, with exactly ``workers`` as participants.

    Raises ``Refused`` where nobody was supervised, or somebody by themselves; ``ValidationError``
    for the other rules.
    """
    if record.station:
        record.region = record.station.township
    if not record.station_id and not workers:
        raise Refused(_("Choose the station or the people that were supervised."))
    if record.supervisor.worker_id in {worker.pk for worker in workers}:
        raise ValidationError({"workers": _("Nobody supervises themselves; choose another supervisor.")})
    is_new = record.pk is None
    keep(record, by)
    stored = {} if is_new else {one.worker_id: one for one in record.supervised.all()}
    for worker in workers:
        if stored.pop(worker.pk, None) is None:
            keep(Supervised(record=record, worker=worker), by)
    for gone in stored.values():
        vars(gone).update(_history_user=by)
        gone.delete()
    return record
