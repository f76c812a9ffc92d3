"""Agencies as rows of files."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import Agency


@register
class AgencyResource(Resource):
    """Agencies, kept by their home region."""

    name = "agencies"
    model = Agency
    declared = [
        Column("code", example="AG-0001"),
        Column("name", example="示例社会工作服务中心"),
        Column("home_region", example="131102 桃城区"),
        Column("uscc", example="52131100MJ00000018", is_plain=True),
        Column("uscc_override_reason"),
        Column("registration_level"),
        Column("founder_type"),
        Column("status"),
        Column("registered_on", example="2021-01-04"),
        Column("deregistered_on"),
        Column("capital_yuan", example="30000"),
        Column("contact_name", example="张某"),
        Column("phone", example="0318-0000000", is_plain=True),
    ]
