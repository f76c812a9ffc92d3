"""``manage.py send_digest``: the daily letter to everybody whom something awaits."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.actions.digest import send_digests


class Command(BaseCommand):
    """Send the digest; to be run once a day by the machine's scheduler."""

    help = "Write to everybody with an e-mail address whom something awaits."

    def add_arguments(self, parser):
        parser.add_argument("address", help="Where the portal is reached, such as https://portal.example")

    def handle(self, *args, **options):
        sent, failed = send_digests(timezone.localdate(), address=options["address"].rstrip("/"))
        self.stdout.write(f"{sent} letters sent.")
        if failed:
            raise CommandError(f"{failed} letters could not be sent; the log names them.")
