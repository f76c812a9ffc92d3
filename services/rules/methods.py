"""How services are given: methods with their phases, and their nature."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Method(models.TextChoices):
    """The methods of social work that stations record."""

    CASE = "case", _("case work")
    GROUP = "group", _("group work")
    COMMUNITY = "community", _("community activity")
    VISIT = "visit", _("home visit")
    CONSULT = "consult", _("consultation")
    REFERRAL = "referral", pgettext_lazy("service", "referral")
    VOLUNTEER = "volunteer", _("volunteering")
    POLICY_ADVICE = "policy_advice", _("policy advice")
    SURVEY = "survey", pgettext_lazy("service", "survey")
    CRISIS = "crisis", _("crisis intervention")


class Nature(models.TextChoices):
    """What kind of work a service is."""

    PROFESSIONAL = "professional", pgettext_lazy("service", "professional")
    ADMINISTRATIVE = "administrative", pgettext_lazy("service", "administrative")
    VOLUNTEER = "volunteer", pgettext_lazy("service", "voluntary")


class Phase(models.TextChoices):
    """The phases of a case and those of a group."""

    INTAKE = "intake", _("case intake")
    ASSESSMENT = "assessment", _("case assessment")
    PLANNING = "planning", _("case planning")
    INTERVENTION = "intervention", _("case intervention")
    EVALUATION = "evaluation", _("case evaluation")
    CLOSURE = "closure", _("case closure")
    PREPARING = "preparing", _("group preparing")
    FORMING = "forming", _("group forming")
    TRANSITION = "transition", _("group in transition")
    MATURITY = "maturity", _("group mature")
    ENDING = "ending", _("group ending")


PHASES = {
    Method.CASE: (
        Phase.INTAKE,
        Phase.ASSESSMENT,
        Phase.PLANNING,
        Phase.INTERVENTION,
        Phase.EVALUATION,
        Phase.CLOSURE,
    ),
    Method.GROUP: (Phase.PREPARING, Phase.FORMING, Phase.TRANSITION, Phase.MATURITY, Phase.ENDING),
}
LAST_PHASES = (Phase.CLOSURE, Phase.ENDING)
