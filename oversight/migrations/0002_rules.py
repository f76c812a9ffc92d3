"""The rules of unusual patterns that the portal brings: a beginning, for the city to set."""

from django.db import migrations

SOURCE = "门户初始值，待市级管理员按本地限额标准核定"

RULES = (
    (
        "round-sums",
        "年底整数支出",
        {"step_yuan": "1000", "least_yuan": "5000", "days": "31"},
        "年底集中列支整数金额，可能是为花完预算而支出，应核对合同、验收和发票。",
    ),
    (
        "split-payments",
        "疑似拆分支付",
        {"limit_yuan": "10000", "near_percent": "90", "payments": "2", "days": "15"},
        "短期内向同一收款方多次支付略低于限额的款项，可能是为规避采购或集体决策限额而拆分。",
    ),
    (
        "duplicates",
        "疑似重复支付",
        {"least_yuan": "500"},
        "同日向同一收款方支付相同金额，可能是同一票据重复报销，应核对票据。",
    ),
    (
        "shared-payee",
        "同一收款方涉及多个站点",
        {"stations": "10", "least_yuan": "20000"},
        "多个社工站向同一收款方付款，可能是集中采购，也可能存在利益关联，应核对采购程序。",
    ),
    (
        "exam-training",
        "考前培训支出占比过高",
        {"share_percent": "30"},
        "研究指出经费过多用于考前培训，挤占站点建设和服务。",
    ),
    (
        "outside-term",
        "合同期外支出",
        {"least_yuan": "1"},
        "合同生效前或期满后发生的支出，应说明依据。",
    ),
    (
        "year-end",
        "年底突击支出",
        {"days": "10", "share_percent": "50", "least_yuan": "3000"},
        "一笔下达资金的支出大部分发生在年底最后几天，可能是突击花钱。",
    ),
)


def seed(apps, schema_editor):
    """Write the rules that are not there yet."""
    rules = apps.get_model("oversight", "PatternRule")
    for order, (code, name, thresholds, explanation) in enumerate(RULES, start=1):
        values = {"name": name, "thresholds": thresholds, "explanation": explanation, "source": SOURCE}
        rules.objects.get_or_create(code=code, defaults=values | {"order": order})


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
