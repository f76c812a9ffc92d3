"""``manage.py remove_import_files``: takes away uploaded files that nobody needs any more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from exchange.models import ImportBatch

KEPT_DAYS = 180


class Command(BaseCommand):
    """Remove the files of imports that came so long ago; the imports stay on record, with the file's hash.

    What was imported can still be undone: that goes by the history.
    """

    help = "Remove the files of old imports; what was imported stays, and can be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=KEPT_DAYS,
            help=f"How long they are kept; {KEPT_DAYS} days by default.",
        )

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        before, removed = timezone.now() - timedelta(days=days), 0
        for batch in ImportBatch.objects.with_old_files(before).iterator():
            name = batch.file.name or ""
            if name and batch.file.storage.exists(name):
                batch.file.storage.delete(name)
                removed += 1
        self.stdout.write(f"{removed} files removed.")
