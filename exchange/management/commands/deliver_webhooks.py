"""``manage.py deliver_webhooks``: brings the change feed to the webhooks' targets."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from exchange.webhooks.sending import deliver_due


class Command(BaseCommand):
    """Give every subscription that is due its turn, once or over and over."""

    help = "Send what has changed to the targets of webhooks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="Go on until ended, with this pause."
        )

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        attempts = deliver_due()
        if not every:
            self.stdout.write(f"{attempts} deliveries sent.")
        while every:
            time.sleep(every)
            close_old_connections()
            deliver_due()
