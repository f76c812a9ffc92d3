"""Whether an agency is fit, told to whoever chooses one for a station."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.texts import Text
from personnel.rules.fitness import State, fitness_of, with_fitness
from stations.rules.agency_choice import KNOWN

WORDS = {
    State.MET: _("fit"),
    State.NOT_MET: _("not fit"),
    State.UNKNOWN: _("fitness not known"),
}


def tell(agency: Any, on: date) -> Text:
    """Whether the rule in force is met."""
    return WORDS[fitness_of(agency, on).state]


KNOWN.append((with_fitness, tell))
