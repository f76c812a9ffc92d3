"""Draw once more what was drawn, from what the draw keeps."""

from django.core.management.base import BaseCommand, CommandError

from oversight.models import Draw
from oversight.rules.sampling import digest_of, sample


class Command(BaseCommand):
    help = "Repeats a draw from its population, size and seed, and says whether the same records come."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the code of the draw, such as DR-2022Q2-001")

    def handle(self, *args, code, **options):
        draw = Draw.objects.filter(code=code).first()
        if draw is None:
            raise CommandError(f"There is no draw {code}.")
        digest, drawn = digest_of(draw.population), sample(draw.population, size=draw.size, seed=draw.seed)
        kept = sorted(draw.items.values_list("code", flat=True))
        self.stdout.write(f"{draw.code}: {draw.size} of {len(draw.population)}, seed {draw.seed}")
        self.stdout.write(f"population {digest}")
        for one in drawn:
            self.stdout.write(one)
        if digest != draw.population_sha256:
            raise CommandError(
                f"The population is not the one that was drawn from: {draw.population_sha256}."
            )
        if drawn != kept:
            raise CommandError(f"This is not what was drawn: {', '.join(kept)}.")
        self.stdout.write("The same records come: the draw matches.")
