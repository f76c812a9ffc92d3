"""How far a station has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.IntegerChoices):
    """The stages of construction, in order; 20 to 60 may run at the same time.

    Stations that hire their workers directly skip 40 and 50. From ``OPERATING`` on a station is
    *completed* (建成), as long as it is neither suspended nor closed.
    """

    PLANNED = 10, _("in the plan")
    SITE_CONFIRMED = 20, _("site confirmed")
    FUNDED = 30, _("funded")
    PROCURING = 40, _("procuring")
    CONTRACTED = 50, _("contracted")
    FITTED = 60, _("fitted out")
    STAFFED = 70, _("staffed")
    OPENED = 80, _("plaque hung")
    OPERATING = 90, _("operating")
    DEMONSTRATION = 95, _("demonstration station")
