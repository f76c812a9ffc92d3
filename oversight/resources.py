"""How checks are imported and exported; what only verbs may do is no column."""

from django.utils.translation import gettext_lazy as _

from exchange.registry import register
from exchange.resources import Column, Resource
from oversight.models import Inspection


@register
class InspectionResource(Resource):
    """A year's plan of checks; a concluded one refuses to be changed."""

    name = "inspections"
    model = Inspection
    declared = [
        Column("code", example="CK-2022-0001"),
        Column("name", example="2022年社工站经费专项检查"),
        Column("region", example="131102 桃城区"),
        Column("kind"),
        Column("subject", example="2021年度社工站经费"),
        Column("starts_on", example="2022-05-10"),
        Column("ends_on", example="2022-05-20"),
        Column("inspectors", example="市民政局检查组"),
        Column("document", example="衡民字〔2022〕8号"),
    ]

    def code_series(self, record):
        return f"CK-{record.starts_on.year}-", 4

    def objection(self, record, changed):
        if record.is_concluded:
            return _("This check is concluded; what it says stands.")
        return ""
