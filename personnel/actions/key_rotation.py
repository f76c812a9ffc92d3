"""Re-encrypting personal numbers under the newest key, in batches that can be stopped and taken up again."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Model

from core import privacy
from personnel.models import SocialWorker

COLUMNS = ("id_number_ciphertext", "phone_ciphertext")
# The people, and every version of them that the history keeps.
TABLES = (SocialWorker, SocialWorker.history.model)
BATCH = 500


@dataclass
class Rotation:
    """How many ciphertexts were written anew, stood under the newest key already, or no key could read."""

    renewed: int = 0
    current: int = 0
    unreadable: list[str] = field(default_factory=list)


def rotate(*, batch: int = BATCH) -> Rotation:
    """Bring every ciphertext under the newest key. What is already there is left alone, so a run that
    was stopped goes on where it was by being started again. Fingerprints and masks stay.
    """
    rotation = Rotation()
    for table in TABLES:
        last = 0
        while rows := _next_rows(table, last, batch):
            with transaction.atomic():
                for row in rows:
                    _renew_row(table, row, rotation)
            last = rows[-1]["pk"]
    return rotation


def _next_rows(table: type[Model], last: int, batch: int) -> list[dict[str, Any]]:
    return list(
        table._default_manager.filter(pk__gt=last).order_by("pk").values("pk", "code", *COLUMNS)[:batch]
    )


def _renew_row(table: type[Model], row: dict[str, Any], rotation: Rotation) -> None:
    for column in COLUMNS:
        kept = row[column]
        if not kept:
            continue
        if privacy.is_current(kept):
            rotation.current += 1
            continue
        try:
            renewed = privacy.renewed(kept)
        except InvalidToken:
            rotation.unreadable.append(f"{row['code']} {column}")
            continue
        # Only where it still stands: somebody may have entered another number meanwhile.
        rotation.renewed += table._default_manager.filter(pk=row["pk"], **{column: kept}).update(
            **{column: renewed}
        )
