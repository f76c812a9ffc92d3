"""Lists of checks, findings and rules."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable, YuanColumn
from oversight.models import Draw, Finding, Inspection, PatternRule
from oversight.patterns import PATTERNS

INSPECTION_TONES = {
    Inspection.Status.PLANNED: "secondary",
    Inspection.Status.RUNNING: "blue",
    Inspection.Status.CONCLUDED: "green",
}
FINDING_TONES = {
    Finding.Status.OPEN: "yellow",
    Finding.Status.REPORTED: "blue",
    Finding.Status.RETURNED: "orange",
    Finding.Status.CLOSED: "green",
}
SEVERITY_TONES = {
    Finding.Severity.MINOR: "secondary",
    Finding.Severity.SERIOUS: "orange",
    Finding.Severity.GRAVE: "red",
}


class InspectionTable(PortalTable):
    """Checks."""

    code = tables.Column(linkify=True, attrs={"td": {"class": "num"}})
    region = tables.Column(accessor="region__name", verbose_name=_("region"))
    status = BadgeColumn(tones=INSPECTION_TONES)
    found = NumberColumn(verbose_name=_("Number of findings"))

    class Meta(PortalTable.Meta):
        model = Inspection
        fields = ["code", "name", "region", "kind", "starts_on", "ends_on", "inspectors", "status", "found"]


class FindingTable(PortalTable):
    """Findings, those due first on top."""

    code = tables.Column(linkify=True, attrs={"td": {"class": "num"}})
    region = tables.Column(accessor="region__name", verbose_name=_("region"))
    severity = BadgeColumn(tones=SEVERITY_TONES)
    owner = tables.Column(verbose_name=_("Who rectifies"), orderable=False)
    amount_yuan = YuanColumn()
    status = BadgeColumn(tones=FINDING_TONES)

    class Meta(PortalTable.Meta):
        model = Finding
        fields = [
            "code",
            "name",
            "region",
            "severity",
            "owner_level",
            "owner",
            "found_on",
            "due_on",
            "amount_yuan",
            "status",
        ]


class RuleTable(PortalTable):
    """Rules of patterns with their thresholds."""

    limits = tables.Column(verbose_name=_("Thresholds"), empty_values=(), orderable=False)
    edit = tables.TemplateColumn(
        template_name="oversight/pattern/_edit_rule.html",
        verbose_name="",
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(PortalTable.Meta):
        model = PatternRule
        fields = ["name", "limits", "explanation", "source", "is_active", "edit"]

    def render_limits(self, record):
        return "；".join(f"{label} {number}" for label, number in limits_of(record))


def limits_of(rule):
    """The thresholds of a rule with their labels."""
    return [(one.label, rule.thresholds.get(one.name, "—")) for one in PATTERNS[rule.code].thresholds]


class DrawTable(PortalTable):
    """Draws, the latest quarter first."""

    code = tables.Column(linkify=True, attrs={"td": {"class": "num"}})
    region = tables.Column(accessor="region__name", verbose_name=_("region"))
    drawn = NumberColumn(verbose_name=_("drawn"))
    seen = NumberColumn(verbose_name=_("with a result"))

    class Meta(PortalTable.Meta):
        model = Draw
        fields = ["code", "region", "year", "quarter", "drawn", "seen", "drawn_at", "drawn_by", "closed_on"]
