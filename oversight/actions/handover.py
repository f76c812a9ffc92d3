"""What becomes of findings about a station that closes."""

from django.utils.translation import gettext_lazy as _

from oversight.models import Finding
from stations.rules import handover

handover.keep_as_history(
    Finding, _("Says what was found there; its owner rectifies it, whether the station is open or not.")
)
