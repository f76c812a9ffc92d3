"""The verbs of draws: a population is looked at, drawn from once, each record visited, the draw closed.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from oversight.actions.inspection import keep_inspection
from oversight.models import Draw, DrawItem, Inspection
from oversight.rules.draw_sources import SOURCES, Candidate
from oversight.rules.sampling import digest_of, sample
from regions.models import Region

SEED_BYTES = 16


def population_of(draw: Draw) -> list[Candidate]:
    """What can be drawn now: the records of the region and quarter, by code."""
    found = SOURCES[draw.source].find(draw.region, draw.first_day, draw.last_day)
    return sorted(found, key=lambda one: one.code)


@transaction.atomic
def draw_sample(draw: Draw, *, by: User, seen: str = "", seed: str = "") -> Draw:
    """Freeze the population and draw ``draw.size`` of it, with a seed that nobody chose.

    ``seen`` is the digest of the population that was shown: where it has changed since, nothing is drawn.
    Raises ``Refused``: an empty population, a draw that is open, a second one without a reason. ``seed``
    is for whoever writes a draw that took place elsewhere.
    """
    # Two who draw at the same moment: the second finds the draw of the first.
    Region.objects.select_for_update().get(pk=draw.region_id)
    candidates = population_of(draw)
    if not candidates:
        raise Refused(_("Nothing was accepted there in this quarter, so there is nothing to draw."))
    draw.population = [one.member for one in candidates]
    draw.population_sha256 = digest_of(draw.population)
    if seen and seen != draw.population_sha256:
        raise Refused(_("The population has changed since you looked at it; look again, then draw."))
    before = Draw.objects.of_quarter(draw.region, draw.year, draw.quarter).order_by("-number").first()
    draw.number = before.number + 1 if before else 1
    draw.seed = seed or secrets.token_hex(SEED_BYTES)
    draw.drawn_by, draw.drawn_at = by, timezone.now()
    keep(draw, by, reason=draw.reason)
    drawn = set(sample(draw.population, size=draw.size, seed=draw.seed))
    for one in candidates:
        if one.code in drawn:
            item = DrawItem(draw=draw, code=one.code, name=one.name, region=one.place, county=one.county)
            item.risks = ",".join(one.risks)
            keep(item, by)
    return draw


@transaction.atomic
def plan_visit(item: DrawItem, *, starts_on: date, ends_on: date, inspectors: str, by: User) -> Inspection:
    """Plan the check that looks at a drawn record on the spot; its result is that of the record."""
    item = DrawItem.objects.select_for_update(of=("self",)).for_listing().get(pk=item.pk)
    if item.inspection is not None:
        raise Refused(
            _("%(item)s has its check already: %(code)s.") % {"item": item, "code": item.inspection.code}
        )
    if item.draw.is_closed:
        raise Refused(_("%(draw)s is closed; what came of it stands.") % {"draw": item.draw})
    item.inspection = keep_inspection(
        Inspection(
            name=_("Look on the spot: %(name)s") % {"name": item.name[:80]},
            region=item.region,
            kind=Inspection.Kind.ROUTINE,
            subject=f"{item.name} ({item.code})",
            starts_on=starts_on,
            ends_on=ends_on,
            inspectors=inspectors,
            document=item.draw.code,
        ),
        by=by,
    )
    keep(item, by, ["inspection"])
    return item.inspection


@transaction.atomic
def close_draw(draw: Draw, *, on: date, note: str, by: User) -> Draw:
    """Say what came of it. Refused while nobody has said what was found at one of the drawn records."""
    draw = Draw.objects.select_for_update(of=("self",)).select_related("region").get(pk=draw.pk)
    if draw.is_closed:
        raise Refused(_("%(draw)s is closed; what came of it stands.") % {"draw": draw})
    left: Sequence[DrawItem] = list(draw.items.to_visit().order_by("code"))
    if left:
        raise Refused(
            _("%(draw)s cannot be closed: nobody has said yet what was found at %(names)s.")
            % {"draw": draw, "names": ", ".join(str(one) for one in left)}
        )
    draw.closed_on, draw.closing_note = on, note.strip()
    return keep(draw, by, ["closed_on", "closing_note"])
