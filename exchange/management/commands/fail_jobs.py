"""``manage.py fail_jobs``: marks what a dead worker was at as broken off."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from exchange.actions.job import fail_jobs_of


class Command(BaseCommand):
    """For whatever starts a worker again: nobody else knows that it has died."""

    help = "Mark the jobs of a dead worker, and their imports, as broken off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("worker", help="The name that db_worker was started with (--worker-id).")

    def handle(self, *args: Any, worker: str, **options: Any) -> None:
        count = fail_jobs_of(worker)
        if options["verbosity"]:
            self.stdout.write(f"{count} jobs had broken off.")
