"""Move stations, agencies and rooms of closed divisions to their successors."""

from django.core.management.base import BaseCommand

from stations.actions.successor import move_to_successors


class Command(BaseCommand):
    help = "Moves stations, agencies and rooms out of divisions that a newer code list closed."

    def handle(self, *args, **options):
        moved = move_to_successors()
        self.stdout.write(", ".join(f"{number} {noun}" for noun, number in moved.items()) + " moved.")
