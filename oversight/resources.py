"""How checks and findings are imported and exported; what only verbs may do is no column."""

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from oversight.models import Finding, Inspection
from oversight.rules.owners import owners_for


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


@register
class FindingResource(Resource):
    """What an audit report lists; once it is reported as rectified, a finding refuses to be changed."""

    name = "findings"
    model = Finding
    related = (
        "contract__region",
        "allocation__region",
        "expenditure__disbursement__allocation__region",
        "course__region",
    )
    declared = [
        Column("code", example="FD-131102002-0001"),
        Column("name", example="活动物资支出缺少验收单"),
        Column("inspection", example="CK-2022-0001", related=("region",)),
        Column("region", example="131102002 河东街道"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column("agency", example="AG-0001"),
        Column("contract", example="HT-2022-0001", related=("region",)),
        Column(
            "allocation",
            example="A-2022-0001-001",
            related=("region",),
            names=lambda allocation: [allocation.purpose],
        ),
        Column(
            "expenditure",
            example="E-2022-0001-001-001-001",
            related=("disbursement__allocation__region",),
            names=lambda expenditure: [expenditure.payee],
        ),
        Column("course", example="TC-00001", related=("region",)),
        Column("severity"),
        Column("text"),
        Column("rule", example="支出应附合同、验收单和发票"),
        Column("document", example="社工站经费管理办法"),
        Column("amount_yuan", example="860.00"),
        Column("found_on", example="2022-05-14"),
        Column("owner_level"),
        Column("owner_unit", example="河东街道办事处"),
        Column(
            "owner_account",
            example="hedong",
            code="username",
            names=lambda account: [account.full_name or account.username],
            rows=owners_for,
        ),
        Column("due_on", example="2022-06-15"),
    ]

    def judge(self, record, by, facts):
        if record._state.adding:
            record.found_by = by
        super().judge(record, by, facts)
