"""``manage.py check_feed``: proves that the change feed lists every version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from exchange.feed import triggers


class Command(BaseCommand):
    """Name the triggers and count the versions that are missing; fails where there are any."""

    help = "Prove that the change feed lists every version; fails where it does not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--catch-up", action="store_true", help="List what is missing, then prove.")

    def handle(self, *args: Any, catch_up: bool, **options: Any) -> None:
        if catch_up:
            triggers.restore(connection)
        missing = triggers.missing(connection)
        for name in missing:
            self.stdout.write(f"Trigger {name} is missing: run check_feed --catch-up.")
        for noun, count in triggers.unversioned(connection).items():
            self.stdout.write(f"{count} records of {noun} have no history, which the feed could tell.")
        number = triggers.unlisted(connection)
        if missing or number:
            raise CommandError(f"{len(missing)} triggers and {number} versions are missing.")
        self.stdout.write("The feed lists every version.")
