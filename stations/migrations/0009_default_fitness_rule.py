"""The provincial rule for agencies; a municipal administrator may change it or add the next one."""

from datetime import date
from decimal import Decimal

from django.db import migrations

# The document is of 2020; its day of effect is for the city to confirm.
RULE = {
    "document": "冀民规〔2020〕1号",
    "note": "施行日期按文件年份年初记，请核对原文后调整",
    "founders": 2,
    "share_part": 1,
    "share_whole": 3,
    "city_capital_yuan": Decimal("20000.00"),
    "county_capital_yuan": Decimal("10000.00"),
}


def add_rule(apps, schema_editor):
    rules = apps.get_model("stations", "FitnessRule").objects
    rules.get_or_create(valid_from=date(2020, 1, 1), defaults=RULE)


class Migration(migrations.Migration):
    dependencies = [("stations", "0008_agencies")]

    operations = [migrations.RunPython(add_rule, migrations.RunPython.noop)]
