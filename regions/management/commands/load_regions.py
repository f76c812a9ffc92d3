"""``manage.py load_regions``: divisions, populations and outlines from the packaged lists."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from regions import actions, code_list

PACKAGED_EDITION = date(2023, 6, 30)


class Command(BaseCommand):
    """Load a code list; safe to run again."""

    help = "Load the administrative divisions, populations and boundaries; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", type=Path, default=code_list.CODE_LIST, help="A newer code list (CSV).")
        parser.add_argument("--changes", type=Path, help="CSV of changes: old_code, new_code.")
        parser.add_argument(
            "--on", type=date.fromisoformat, default=PACKAGED_EDITION, help="The day it is in force from."
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            divisions = code_list.read_divisions(options["list"])
            successors = code_list.read_successors(options["changes"]) if options["changes"] else {}
            loaded = actions.load_code_list(divisions, on=options["on"], successors=successors)
        except (code_list.CodeListError, OSError) as error:
            raise CommandError(str(error)) from error
        populations = actions.load_populations(code_list.read_populations())
        shapes, source = code_list.read_boundaries()
        boundaries = actions.load_boundaries(shapes, source=source)
        if loaded.newer:
            self.stdout.write(
                f"The list of {options['on']} is older than the one loaded, of {loaded.newer}: "
                "nothing of it is taken."
            )
        self.stdout.write(
            f"Divisions: {loaded.created} created, {loaded.changed} changed, {loaded.closed} closed "
            f"({loaded.linked} with a successor); populations: {populations} set; boundaries: {boundaries}."
        )
