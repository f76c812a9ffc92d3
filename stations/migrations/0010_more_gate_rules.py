"""More rules that a municipal administrator may switch on; that of the site holds from the start."""

from django.db import migrations

SITE_CONFIRMED, FUNDED, FITTED, OPENED, OPERATING = 20, 30, 60, 80, 90
NOTE = "可由市级管理员启用或调整"
RULES = [
    (SITE_CONFIRMED, "site", True),
    (FUNDED, "money_allocated", False),
    (FITTED, "standard_met", False),
    (OPENED, "stage_photo", False),
    (OPERATING, "service_record", False),
]


def add_rules(apps, schema_editor):
    rules = apps.get_model("stations", "GateRule").objects
    for stage, check_code, is_active in RULES:
        values = {"minimum": 1, "is_active": is_active, "note": NOTE}
        rules.get_or_create(stage=stage, check_code=check_code, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("stations", "0009_default_fitness_rule")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
