"""``manage.py rotate_personal_keys``: personal numbers under the newest of ``PERSONAL_DATA_KEYS``."""

from django.core.management.base import BaseCommand, CommandError

from personnel.actions.key_rotation import BATCH, rotate

NAMED = 20


class Command(BaseCommand):
    """Re-encrypt ID and phone numbers, those in the history too, under the newest key."""

    help = (
        "Put the new key first in PERSONAL_DATA_KEYS, keep the old one behind it, restart the portal, run "
        "this, then take the old key away. May be stopped and run again; says what it did."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=BATCH, help="Rows a transaction (500).")

    def handle(self, *args, **options):
        done = rotate(batch=options["batch"])
        self.stdout.write(f"{done.renewed} numbers re-encrypted, {done.current} had the newest key already.")
        if done.unreadable:
            named = ", ".join(done.unreadable[:NAMED])
            raise CommandError(
                f"{len(done.unreadable)} numbers fit none of the keys, so keep every old key: {named}"
            )
