"""Lists of divisions."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import NumberColumn, PortalTable
from regions.models import Region


class RegionTable(PortalTable):
    """The divisions in scope."""

    code = tables.Column()
    name = tables.Column(linkify=True)
    level = tables.Column()
    kind = tables.Column()
    counts_for_coverage = tables.BooleanColumn(verbose_name=_("Counts for coverage"), yesno="✓,—")
    population = NumberColumn()

    class Meta(PortalTable.Meta):
        model = Region
        fields = ["code", "name", "level", "kind", "counts_for_coverage", "population"]
