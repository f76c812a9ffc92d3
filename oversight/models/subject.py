"""Where checks and findings lie: not below the township, and what a finding is about lies there too."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regions.models import Region


def refuse_community(region) -> None:
    """Raise ``ValidationError`` for a community: its township answers for it."""
    if region.level == Region.Level.COMMUNITY:
        raise ValidationError({"region": _("Name the township or a region above it, not a community.")})


def errors_of_subject(finding) -> dict:
    """What is named and lies elsewhere, by field; an agency may have its home anywhere."""
    region, elsewhere = finding.region, {}
    places = {
        "station": finding.station and finding.station.township,
        "allocation": finding.allocation and finding.allocation.region,
        "expenditure": finding.expenditure and finding.expenditure.place,
        "contract": finding.contract and finding.contract.region,
        "course": finding.course and finding.course.region,
        "inspection": finding.inspection and finding.inspection.region,
    }
    for field, place in places.items():
        # Who buys, holds a course or is checked as a whole may stand above the place of the finding.
        is_wide = field in ("contract", "course", "inspection")
        if place and not region.covers(place) and not (is_wide and place.covers(region)):
            elsewhere[field] = _("This lies outside %(region)s, where the finding is.") % {
                "region": region.name
            }
    return elsewhere
