"""What is told of checks, findings and rectifications; their steps are taken back by steps."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from oversight.models import Draw, DrawItem, Finding, Inspection, Rectification, RectificationFile

BY_CHECK_VERBS = _("Begin or conclude the check instead.")
BY_FINDING_VERBS = _("Report, verify or return the rectification instead.")
STAYS = _("What was found and handed in stays: close the finding instead.")


@register
class InspectionChronicle(Chronicle):
    """Checks."""

    name = "inspections"
    model = Inspection
    verb_fields = dict.fromkeys(["status", "concluded_on", "summary"], BY_CHECK_VERBS)


@register
class FindingChronicle(Chronicle):
    """Findings."""

    name = "findings"
    model = Finding
    extra_fields = ("found_by",)
    verb_fields = dict.fromkeys(["status", "rectified_on", "closed_on", "verified_by"], BY_FINDING_VERBS)
    removal_refusal = STAYS


@register
class RectificationChronicle(Chronicle):
    """What was done about a finding."""

    name = "rectifications"
    model = Rectification
    parent_lookups = ("finding",)
    verb_fields = dict.fromkeys(
        ["finding", "done_on", "text", "verdict", "decided_on", "decided_by", "reason"], BY_FINDING_VERBS
    )
    removal_refusal = STAYS

    def label(self, version):
        return str(version.done_on)


@register
class RectificationFileChronicle(Chronicle):
    """Files of rectifications; where they lie is not told."""

    name = "rectification-files"
    model = RectificationFile
    parent_lookups = ("rectification__finding",)
    excluded_fields = ("file", "rectification")
    removal_refusal = STAYS

    def label(self, version):
        return version.title


NEVER_CHANGED = _("A draw is never changed: close it, and draw again with a reason.")


@register
class DrawChronicle(Chronicle):
    """Draws; the population is too long to be told and never changes."""

    name = "draws"
    model = Draw
    excluded_fields = ("population",)
    verb_fields = dict.fromkeys(
        ["region", "year", "quarter", "source", "size", "reason", "closed_on", "closing_note"], NEVER_CHANGED
    )
    removal_refusal = NEVER_CHANGED


@register
class DrawItemChronicle(Chronicle):
    """Drawn records: which check looks at each."""

    name = "draw-items"
    model = DrawItem
    parent_lookups = ("draw",)
    verb_fields = {"inspection": NEVER_CHANGED}
    removal_refusal = NEVER_CHANGED
    initial_fields = ()

    def label(self, version):
        return version.name
