"""``manage.py load_demo``: invented records around the published figures, and accounts to look at them."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from core.env import env_text
from demo.accounts import as_table
from demo.places import PlacesMissingError
from demo.writing import NotEmptyError, load

ACCOUNTS_FILE = "demo-accounts.txt"
OWNER_ONLY = 0o600


class Command(BaseCommand):
    """Load the demonstration data into an empty portal."""

    help = (
        "Load the demonstration data and write its accounts to var/demo-accounts.txt. "
        "DEMO_PASSWORD gives all accounts one password; otherwise each gets a random one."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing where there are accounts; for scripts, which show the file themselves.",
        )

    def handle(self, *args, **options):
        path = settings.VAR_DIR / ACCOUNTS_FILE
        if options["if_empty"] and User.objects.exists():
            self.stdout.write(f"There are accounts already; those of the demonstration stand in {path}.")
            return
        try:
            table = self._load(path)
        except (NotEmptyError, PlacesMissingError) as error:
            raise CommandError(str(error)) from error
        if not options["if_empty"]:
            self.stdout.write(table)

    @transaction.atomic
    def _load(self, path: Path) -> str:
        """Load, and keep the passwords: without the file nobody could sign in."""
        demonstration = load(password=env_text("DEMO_PASSWORD", default=""))
        table = as_table(demonstration.accounts.passwords)
        write_privately(path, table)
        self.stdout.write(f"Demonstration data: {len(demonstration)} records; accounts in {path}.")
        return table


def write_privately(path: Path, text: str) -> None:
    """Write ``text`` to a file that its owner alone can read, also where it was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, OWNER_ONLY)
        file.write(text)
