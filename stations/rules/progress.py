"""When a stage that is said to be reached counts, and what it needs to be said at all.

A stage counts from ``Milestone.counts_from`` on. What is reported in time, in order and with its proof
counts from its day; what the rules leave to the level above counts once that has confirmed it.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from stations.models.stage import Stage
from stations.rules import gates

# Rules about the way a stage is reported, beside those that count what is at the station.
CONFIRMATION = "confirmation"
EARLIER_STAGES = "earlier_stages"
LATE_ENTRY = "late_entry"
# Stages that may be under way at the same time.
PARALLEL = frozenset({Stage.SITE_CONFIRMED, Stage.FUNDED, Stage.PROCURING, Stage.CONTRACTED, Stage.FITTED})
# Skipped where the township runs the station itself.
OF_AGENCIES = frozenset({Stage.PROCURING, Stage.CONTRACTED})

gates.register(CONFIRMATION, _("Confirmed by the level above before it counts"), None)
gates.register(EARLIER_STAGES, _("Earlier stages reached, or left out with a reason"), None)
gates.register(LATE_ENTRY, _("Days after which an entry is late: with a reason, confirmed above"), None)


def stages_before(stage: int, *, is_direct: bool) -> list[Stage]:
    """The stages that come before this one; ``is_direct``: the township runs the station itself."""
    before = [one for one in Stage if one < stage and not (stage in PARALLEL and one in PARALLEL)]
    return [one for one in before if not (is_direct and one in OF_AGENCIES)]


def left_out(before: list[Stage], days: Mapping[int, date]) -> list[Stage]:
    """Those of the earlier stages that were not reached at all."""
    return [stage for stage in before if stage not in days]


def reached_later(before: list[Stage], days: Mapping[int, date], on: date) -> list[Stage]:
    """Those of the earlier stages that were reached after the day ``on``."""
    return [stage for stage in before if stage in days and days[stage] > on]


def counts_from(achieved_on: date, frozen_until: date | None) -> date:
    """The first day on which it may count, so that no figure given out for an earlier day moves."""
    if frozen_until is None or achieved_on > frozen_until:
        return achieved_on
    return frozen_until + timedelta(days=1)
