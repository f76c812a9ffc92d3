"""``manage.py reconcile``: proves every running total of the money chain against its entries."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.figures import grouped
from funding.rules.reconciliation import differences, unpaired
from funding.triggers import ledger as triggers


class Command(BaseCommand):
    """Print each total that differs from its entries; fails where there is one."""

    help = "Compare all running totals of the money chain with their entries; fails on a difference."

    def handle(self, *args, **options):
        missing = triggers.missing(connection)
        for name in missing:
            self.stdout.write(f"Trigger {name} is missing: run migrate.")
        found = list(differences())
        for one in found:
            self.stdout.write(
                f"{one.code}: {one.total} is {grouped(one.stored_yuan)}, its entries make "
                f"{grouped(one.proven_yuan)} (difference {grouped(one.stored_yuan - one.proven_yuan)})."
            )
        halves = list(unpaired())
        for code in halves:
            self.stdout.write(f"{code}: the other half of it is missing.")
        if found or missing or halves:
            raise CommandError(
                f"{len(found)} totals differ, {len(halves)} entries are halves, "
                f"{len(missing)} triggers are missing."
            )
        self.stdout.write("All totals equal their entries.")
