"""Where money comes from, and what it is used for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Sources of money."""

    GENERAL_BUDGET = "general_budget", _("general public budget")
    SPECIAL_FUND = "special_fund", _("special fund")
    UPPER_GRANT = "upper_grant", _("grant from above")
    GOV_PURCHASE = "gov_purchase", _("government purchase of services")
    LOTTERY_FUND = "lottery_fund", _("welfare lottery fund")
    LOTTERY_MATCH = "lottery_match", _("lottery fund with public match")
    SOCIAL_FUNDS = "social_funds", _("money raised in society")
    FOUNDATION = "foundation", _("foundation")
    DONATION = "donation", _("charitable donation")
    OWN_FUNDS = "own_funds", _("own funds")


class Category(models.TextChoices):
    """Kinds of use."""

    LABOUR = "labour", _("staff")
    VENUE = "venue", _("premises, rent and fitting-out")
    EQUIPMENT = "equipment", _("equipment")
    SERVICE = "service", _("activities and supplies")
    TRAINING = "training", _("training")
    EXAM_TRAINING = "exam_training", _("exam training")
    SUPERVISION = "supervision", _("supervision by professionals")
    ASSESSMENT = "assessment", _("assessment")
    PUBLICITY = "publicity", _("publicity")
    VOLUNTEER = "volunteer", _("volunteer allowances and insurance")
    ADMIN = "admin", _("office costs")
    MGMT_FEE = "mgmt_fee", _("management fee")
    TAX = "tax", _("taxes")
    OTHER = "other", _("other use")
